using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Analysis.Rules;
using Tracer.Analysis.State;

namespace Tracer.Analysis;

/// <summary>Takes a trace's events, puts the rules to the test on each, and says what came of it.</summary>
/// <remarks>Lives as long as its worker: <see cref="Begin"/> resets it for the next trace and keeps its memory.</remarks>
public sealed class Analyzer : IEventSink
{
    private readonly IReadOnlyList<Rule> rules;
    private readonly MachineState state = new();
    private readonly List<Action<Occurrences>> listeners = [];
    private Applied? applied;
    private Era eras = Era.E6;
    private long events;
    private bool lost;

    /// <summary>An analyzer of all rules, or of some.</summary>
    public Analyzer(IReadOnlyList<Rule>? rules = null) => this.rules = rules ?? RuleCatalogue.All;

    /// <summary>Hears of each finding when it is made, in the order they are made; for who reads a live trace.</summary>
    public Action<Finding>? Found { get; set; }

    /// <summary>Hears of each event while <see cref="State"/> is as rules see it: as it was before the event.</summary>
    public Hear<VmEvent>? Before { get; set; }

    /// <summary>Findings kept a rule; beyond, they are only counted.</summary>
    public int FindingsKept { get; init; } = Findings.Verdicts.FindingsKept;

    /// <summary>What came of each rule that is put to the test on this trace, so far.</summary>
    public ReadOnlySpan<Verdicts> Verdicts => Applicable.Rules.Verdicts;

    /// <summary>What is known so far.</summary>
    public MachineState State => state;

    // Made when it is first needed: whoever subscribes to several occurrences, or begins with other eras, would have it made in vain.
    private Applied Applicable => applied ??= Apply();

    /// <summary>
    /// Hears of every occurrence of the type from the next <see cref="Begin"/> on; for who draws or counts what the replay sees. A <see cref="VmEvent"/> is
    /// heard when all that it ends has been.
    /// </summary>
    public void Subscribe<T>(Hear<T> hear) where T : struct, allows ref struct
    {
        listeners.Add(occurrences => occurrences.Subscribe(hear));
        applied = null;
    }

    /// <summary>Begins a trace of the given eras; only rules that speak of them are put to the test.</summary>
    public void Begin(Era eras)
    {
        if (eras != this.eras) applied = null;
        this.eras = eras;
        Applicable.Replay.Reset();
        state.Eras = eras;
        foreach (var verdicts in Verdicts)
        {
            verdicts.Reset();
            verdicts.Found = Found;
            verdicts.Kept = FindingsKept;
        }

        events = 0;
        lost = false;
    }

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        var applied = Applicable;
        var shown = applied.Occurrences.HasListener<VmEvent>();
        foreach (ref readonly var e in events)
        {
            if (e.Header.Kind == EventKind.Named) applied.Replay.Learn(in e.As<Named>());
            else if (!EventKindSet.Remarks.Contains(e.Header.Kind)) Take(in e, applied.Replay, applied.Rules);
            if (shown) applied.Occurrences.Raise(in e);
        }

        this.events += events.Length;
    }

    // Rules judge an event by the state as it was before it.
    private void Take(in VmEvent e, MachineReplay replay, RuleSet rules)
    {
        var task = state.TaskOf(e.Header);
        state.Now = e.Header.Sequence;
        replay.Prepare(task, in e);
        rules.Settle(in e, task);
        Before?.Invoke(in e);
        rules.Handle(in e);
        replay.Apply(task, in e);
        rules.EndEvent();
        lost |= e.Header.Kind == EventKind.EventsLost;
    }

    /// <summary>Ends the trace for who needs no report: what could be judged now stands in <see cref="Verdicts"/>.</summary>
    public void Finish()
    {
        Applicable.Replay.Finish();
        Applicable.Rules.Finish();
    }

    /// <summary>Ends the trace and says what came of it.</summary>
    /// <param name="path">The trace's path, for the report.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="completeness">What of the run it holds.</param>
    /// <param name="names">Its names.</param>
    /// <param name="countPolicy">Whether rules that were proposed and never enforced count.</param>
    /// <param name="pauses">The times without events; null of a source that shows what is missing.</param>
    public TraceReport Finish(string path, TraceOrigin origin, Completeness completeness, Names names, bool countPolicy = false, Pauses? pauses = null)
    {
        Finish();

        var tallies = Verdicts.ToArray().ToDictionary(verdicts => verdicts.Rule.Id);
        List<Finding> found = [.. tallies.Values.SelectMany(verdicts => verdicts.Findings).OrderBy(finding => finding.Sequence).ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal)];
        var standing = new Standing(completeness, pauses, found);
        completeness = completeness with { Gaps = [.. completeness.Gaps, .. standing.Gaps] };
        var hasGap = lost || completeness.Gaps.Count > 0 || completeness.Missing is not null || completeness.Unplaced > 0;
        var observed = state.Observed;
        List<RuleResult> results = [.. rules.Select(rule => Result(rule.Info, tallies.GetValueOrDefault(rule.Info.Id), observed, hasGap, standing))];
        var all = standing.Findings;
        Confirmation.Link(all);

        bool Counts(RuleInfo rule) => countPolicy || rule.Kind != FindingKind.Policy;
        var counting = results.Where(result => Counts(result.Rule)).ToList();
        return new TraceReport
        {
            Path = path,
            Origin = origin,
            Verdict = counting.Exists(result => result.Verdict == RuleVerdict.Violated) ? TraceVerdict.Violated
                : hasGap || !counting.Exists(result => result.Verdict == RuleVerdict.Holds) ? TraceVerdict.Inconclusive : TraceVerdict.Holds,
            Events = events,
            Completeness = completeness,
            Unfinished = [.. state.UnfinishedOperations.OrderBy(began => began.Header.Sequence)],
            Rules = results,
            Findings = [.. all.Where(finding => Counts(finding.Rule))],
            PolicyRemarks = [.. all.Where(finding => !Counts(finding.Rule))],
            Names = names,
        };
    }

    private Applied Apply()
    {
        var occurrences = new Occurrences();

        // A rule that speaks of some of the eras a trace may come from, but not of all, would judge by what may not have been the rule.
        var set = new RuleSet([.. rules.Where(rule => (rule.Info.Eras & eras) == eras)], RuleCatalogue.Judges, state, occurrences);
        foreach (var listen in listeners) listen(occurrences);
        return new Applied(new MachineReplay(state, occurrences), set, occurrences);
    }

    private RuleResult Result(RuleInfo rule, Verdicts? verdicts, EventKindSet observed, bool hasGap, Standing standing)
    {
        if (verdicts is null)
            return new RuleResult(rule, (rule.Eras & eras) == 0 ? RuleVerdict.NotApplicable : RuleVerdict.NotJudged, 0, 0, 0, []);
        var violations = standing.Of(verdicts);
        var verdict = violations > 0 ? RuleVerdict.Violated
            : !rule.IsShownBy(observed, eras) ? RuleVerdict.NotObservable
            : hasGap ? RuleVerdict.Inconclusive
            : verdicts.Checked > 0 ? RuleVerdict.Holds
            : verdicts.Unjudgeable > 0 ? RuleVerdict.NotJudged : RuleVerdict.NotExercised;

        // A rule that the source could not show broken was not put to the test, however often it came up.
        var judged = verdict == RuleVerdict.NotObservable ? 0 : verdicts.Checked;
        return new RuleResult(rule, verdict, judged, verdicts.Unjudgeable, violations, verdicts.Reasons)
        {
            Missing = verdict == RuleVerdict.NotObservable ? rule.NeedsIn(eras).Except(observed) : EventKindSet.Empty,
        };
    }

    // The replay and the rules that speak of the eras, and what they tell each other.
    private sealed record Applied(MachineReplay Replay, RuleSet Rules, Occurrences Occurrences);
}
