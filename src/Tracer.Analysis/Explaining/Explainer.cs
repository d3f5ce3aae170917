using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Explaining;

/// <summary>Makes words of the findings of one trace: the one place where reason codes and witnesses become sentences.</summary>
public sealed class Explainer(TraceHead trace)
{
    private readonly EventWords words = new(trace.Names);

    /// <summary>How events of this trace are found again.</summary>
    public EventPlace Place { get; } = EventPlace.In(trace);

    public Explanation Explain(Finding finding)
    {
        var letters = new Letters(finding);
        return new Explanation(
            Header(finding),
            [.. letters.Witnesses.Select((witness, i) => Let(letters, i, witness.Event))],
            Sentence.Of(finding, witness => Refer(letters, witness.Event)),
            Held(finding, letters),
            [.. finding.ConfirmedBy.Select(outcome => Seen(outcome, letters))]);
    }

    /// <summary>The reason as a sentence that stands alone: events are called by their place in the trace.</summary>
    public string Because(Finding finding) => Sentence.Of(finding, witness => Place.Of(witness.Event));

    /// <summary>Each lock or section that the culprit's task held, outermost first.</summary>
    public IEnumerable<string> Locks(Finding finding) => finding.Held.Select(words.Describe);

    /// <summary>The range of each bracket that the culprit's task had open, outermost first.</summary>
    public static IEnumerable<AddressRange> Brackets(Finding finding) => finding.OpenBrackets.Select(start => Extent(in start));

    private string Header(Finding finding) =>
        $"{Called(finding.Rule)} {Breach(finding.Kind)} at {Place.Of(finding.Culprit)}: {InMidSentence(finding.Rule.Statement)}";

    /// <summary>A rule by id and name, with what its breach costs and who is at fault.</summary>
    public static string Called(RuleInfo rule) => $"{rule.Id} {rule.Name} ({Kebab.Of(rule.Severity)}, {Kebab.Of(rule.Fault)})";

    /// <summary>What has been done to a rule by a finding of this kind: violated, seen, remarked.</summary>
    public static string Breach(FindingKind kind) => kind switch
    {
        FindingKind.Protocol => "violated",
        FindingKind.Outcome => "seen",
        _ => "remarked",
    };

    private string Let(Letters letters, int index, VmEvent e)
    {
        var clause = e.Header.Kind == EventKind.RangeEndEntered && letters.FindBefore(index, earlier => IsStartOf(earlier, in e)) is { } start
            ? $"range_end of {start}{If(trace.Names.Of(e.Header.Function) is not null, $" in {trace.Names.Of(e.Header.Function)}")}"
            : words.Describe(in e);
        return $"{Place.Of(in e)} {trace.Names.Of(e.Header.Task)} {clause}";
    }

    // Which end belongs to which start the rule has found out; an end of another extent is told in full.
    private static bool IsStartOf(Witness earlier, in VmEvent end) =>
        earlier is { Role: "start", Event.Header.Kind: EventKind.RangeStartEntered or EventKind.RangeStartReturned } && Extent(earlier.Event) == end.As<RangeEndEntered>().Extent;

    private string Held(Finding finding, Letters letters)
    {
        var locks = finding.Held.Count == 0 ? "no lock" : string.Join(", ", Locks(finding));
        var brackets = finding.OpenBrackets.Count == 0
            ? "no bracket open"
            : $"{string.Join(", ", finding.OpenBrackets.Select(start => Bracket(letters, in start)))} open";
        return $"{InOperation(finding)}{locks}; {brackets}{If(finding.PreemptDepth is not null, $"; depth {finding.PreemptDepth}")}";
    }

    private string InOperation(Finding finding)
    {
        var operation = finding.Operation;
        if (operation.Header.Kind != EventKind.OperationBegan) return "";
        return $"in {OperationWords.Of(in operation, trace.Names)} since {Place.Of(in operation)}; ";
    }

    private string Bracket(Letters letters, in VmEvent start) =>
        letters.Find(in start) is { } letter ? $"bracket {letter}" : $"bracket {Extent(in start)} of {Place.Of(in start)}";

    private static AddressRange Extent(in VmEvent start) => start.Header.Kind == EventKind.RangeStartEntered
        ? start.As<RangeStartEntered>().Extent
        : start.As<RangeStartReturned>().Extent;

    // The oracle's own sentence, its culprit already named in front of it.
    private string Seen(Finding outcome, Letters letters) =>
        $"{outcome.Rule.Id} at {Place.Of(outcome.Culprit)}, {words.Clause(outcome.Culprit)}: "
        + Sentence.Of(outcome, witness => witness.Event == outcome.Culprit ? "it" : Refer(letters, witness.Event));

    private string Refer(Letters letters, VmEvent e) => letters.Find(in e) ?? Place.Of(in e);

    // "A change ..." becomes "a change ..."; "TLB entries ..." and "PTEs ..." stay.
    private static string InMidSentence(string statement) =>
        statement.Length < 2 || char.IsUpper(statement[1]) ? statement : char.ToLowerInvariant(statement[0]) + statement[1..];

    private static string If(bool condition, string text) => condition ? text : "";
}
