using Tracer.Events;

namespace Tracer.Analysis;

/// <summary>Takes a rule's judgements on one trace and counts them.</summary>
public sealed class Verdicts(RuleInfo rule, MachineState state)
{
    /// <summary>Findings kept a rule; beyond, they are only counted.</summary>
    public const int FindingsKept = 1000;

    private readonly List<Finding> findings = [];
    private readonly List<(string Because, long Count)> reasons = [];

    public RuleInfo Rule => rule;

    /// <summary>Hears of each finding when it is made.</summary>
    internal Action<Finding>? Found { get; set; }

    /// <summary>How often the rule was put to the test and could be judged.</summary>
    public long Checked { get; private set; }

    public long Unjudgeable { get; private set; }

    public long Violations { get; private set; }

    public IReadOnlyList<Finding> Findings => findings;

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
        => Violated(reason, culprit, mm, address, state.TaskOf(culprit.Header).Snapshot(), others);

    /// <summary>The rule was broken by the culprit, on what its task held then.</summary>
    public void Violated<T>(Reason reason, in T culprit, MmId mm, VirtualAddress address, TaskContext context, params ReadOnlySpan<Witness> others)
        where T : struct, IEventView
    {
        Checked++;
        Violations++;
        if (findings.Count == FindingsKept) return;
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
            PreemptDepth = culprit.Header.HasDepth ? culprit.Header.PreemptDepth : null,
            Mm = mm,
            Address = address,
            Kind = rule.Id[0] == 'S' ? FindingKind.Outcome : rule.Severity == Severity.Policy ? FindingKind.Policy : FindingKind.Protocol,
        };
        findings.Add(finding);
        Found?.Invoke(finding);
    }

    internal void Reset()
    {
        Checked = Unjudgeable = Violations = 0;
        findings.Clear();
        reasons.Clear();
    }
}
