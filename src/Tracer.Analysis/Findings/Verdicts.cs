using System.Runtime.InteropServices;
using Tracer.Analysis.Rules;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Findings;

/// <summary>Takes a rule's judgements on one trace and counts them.</summary>
public sealed class Verdicts
{
    /// <summary>Findings kept a rule, unless its analyzer is told otherwise.</summary>
    public const int FindingsKept = 1000;

    private readonly RuleInfo rule;
    private readonly MachineState state;
    private readonly Contest contest;
    private readonly List<Finding> findings = [];
    private readonly List<ReasonCount> broken = [];
    private readonly List<(string Because, long Count)> reasons = [];
    private (Reason? Reason, long Culprit) lastBreach;

    internal Verdicts(RuleInfo rule, MachineState state, Contest contest) => (this.rule, this.state, this.contest) = (rule, state, contest);

    public RuleInfo Rule => rule;

    /// <summary>Hears of each finding when it is made.</summary>
    internal Action<Finding>? Found { get; set; }

    /// <summary>Findings kept; beyond, only the first of each reason is, and the others are counted.</summary>
    internal int Kept { get; set; } = FindingsKept;

    /// <summary>How often the rule was put to the test and could be judged.</summary>
    public long Checked { get; private set; }

    public long Unjudgeable { get; private set; }

    public long Violations { get; private set; }

    public IReadOnlyList<Finding> Findings => findings;

    /// <summary>How often each way to break the rule was met, in the order they came up.</summary>
    public ReadOnlySpan<ReasonCount> Broken => CollectionsMarshal.AsSpan(broken);

    /// <summary>Why it could not be judged, most frequent first.</summary>
    public IReadOnlyList<UnjudgedCount> Reasons =>
        [.. reasons.OrderByDescending(reason => reason.Count).Select(reason => new UnjudgedCount(reason.Because, reason.Count))];

    /// <summary>The rule was put to the test and kept.</summary>
    public void Holds() => Checked++;

    /// <summary>The rule would have been put to the test, but the trace does not show what it needs.</summary>
    /// <param name="because">A constant sentence part: "the trace starts after …".</param>
    public void Unjudged(string because)
    {
        Unjudgeable++;
        for (var i = 0; i < reasons.Count; i++)
        {
            if (!ReferenceEquals(reasons[i].Because, because)) continue;
            reasons[i] = (because, reasons[i].Count + 1);
            return;
        }

        reasons.Add((because, 1));
    }

    /// <summary>The rule was broken by the culprit, on what its task holds now.</summary>
    public void Violated<T>(Reason reason, in T culprit, MmId mm, VirtualAddress address, params ReadOnlySpan<Witness> others)
        where T : struct, IEventView
    {
        if (rule.YieldsTo.Count > 0)
        {
            Violated(reason, culprit, mm, address, state.TaskOf(culprit.Header).Snapshot(), others);
            return;
        }

        contest.Say(rule, reason, culprit.Header);
        if (Count(reason, culprit.Header)) Keep(reason, culprit, mm, address, state.TaskOf(culprit.Header).Snapshot(), others);
    }

    /// <summary>The rule was broken by the culprit, on what its task held then.</summary>
    public void Violated<T>(Reason reason, in T culprit, MmId mm, VirtualAddress address, TaskContext context, params ReadOnlySpan<Witness> others)
        where T : struct, IEventView
    {
        if (rule.YieldsTo.Count > 0)
        {
            var (proof, witnesses) = (culprit, others.ToArray());
            contest.Say(rule, reason, culprit.Header, () =>
            {
                if (Count(reason, proof.Header)) Keep(reason, proof, mm, address, context, witnesses);
            });
            return;
        }

        contest.Say(rule, reason, culprit.Header);
        if (Count(reason, culprit.Header)) Keep(reason, culprit, mm, address, context, others);
    }

    internal void Reset()
    {
        lastBreach = default;
        Checked = Unjudgeable = Violations = 0;
        findings.Clear();
        broken.Clear();
        reasons.Clear();
    }

    // True if a finding is to be made of it.
    private bool Count(Reason reason, in EventHeader culprit)
    {
        // One event that breaks the rule for several pages at once is one breach.
        if (lastBreach == (reason, culprit.Sequence)) return false;
        lastBreach = (reason, culprit.Sequence);
        Checked++;
        Violations++;
        foreach (ref var known in CollectionsMarshal.AsSpan(broken))
        {
            if (known.Reason != reason) continue;
            known.Count++;
            return findings.Count < Kept;
        }

        return true;
    }

    private void Keep<T>(Reason reason, in T culprit, MmId mm, VirtualAddress address, TaskContext context, ReadOnlySpan<Witness> others)
        where T : struct, IEventView
    {
        var proof = VmEvent.Of(culprit);
        List<Witness> witnesses = [.. others, new Witness("culprit", proof)];
        witnesses.RemoveAll(witness => witness.Event.Header.Kind == EventKind.None);
        var finding = new Finding
        {
            Rule = rule,
            Reason = reason,
            Culprit = proof,
            Witnesses = [.. witnesses.OrderBy(witness => witness.Event.Header.Sequence)],
            Held = context.Held,
            OpenBrackets = context.OpenBrackets,
            Operation = context.Operation,
            JudgedAt = state.Now,
            Since = context.Since,
            PreemptDepth = culprit.Header.HasDepth ? culprit.Header.PreemptDepth : null,
            Mm = mm,
            Address = address,
        };
        findings.Add(finding);
        if (!broken.Exists(known => known.Reason == reason)) broken.Add(new ReasonCount(reason, finding));
        Found?.Invoke(finding);
    }
}

/// <summary>How often one way to break a rule was met in a trace.</summary>
public struct ReasonCount(Reason reason, Finding first)
{
    public Reason Reason { get; } = reason;

    /// <summary>The first finding of it.</summary>
    public Finding First { get; } = first;

    public long Count { get; internal set; } = 1;
}
