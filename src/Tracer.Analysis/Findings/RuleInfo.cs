using Tracer.Analysis.Eras;

namespace Tracer.Analysis.Findings;

/// <summary>What a rule declares of itself.</summary>
/// <param name="Id">Catalogue id, such as <c>N01</c>.</param>
/// <param name="Name">Its statement as a name, that of its class: <c>ChangeLiesInsideBracket</c>.</param>
/// <param name="Severity">What a breach costs.</param>
/// <param name="Fault">Who is at fault.</param>
/// <param name="Eras">The eras it speaks of.</param>
/// <param name="Statement">The rule as one sentence.</param>
/// <param name="Source">Where it comes from beside the catalogue: a kernel document, commit or capture line.</param>
/// <param name="Needs">Kinds that a source must show for a breach to be seen; any of them missing makes the rule not observable.</param>
/// <param name="Reasons">Every way to break it.</param>
public sealed record RuleInfo(
    string Id, string Name, Severity Severity, Fault Fault, Era Eras, string Statement, string Source, EventKindSet Needs, IReadOnlyList<Reason> Reasons)
{
    /// <summary>What its findings are about: an order that was broken, harm that was seen, or a policy that was never enforced.</summary>
    public FindingKind Kind { get; init; } = FindingKind.Protocol;

    /// <summary>Eras in which only a recorded run can show a breach: no kernel trace tells what it takes, however much is probed.</summary>
    public Era OnlyRunsShow { get; init; }

    /// <summary>Kinds by which a source can show a breach where it shows not all of <see cref="Needs"/>; empty if there are none.</summary>
    public EventKindSet Instead { get; init; } = EventKindSet.Empty;

    /// <summary>A trace that breaks it, in the one-line script language of the tests.</summary>
    public string Counterexample { get; init; } = "";

    /// <summary>The kinds that a source must show for a breach to be seen in a trace of these eras; <see cref="EventKind.RunStarted"/> where it must be a recorded run.</summary>
    public EventKindSet NeedsIn(Era eras) => (OnlyRunsShow & eras) != 0 ? Needs.With(EventKind.RunStarted) : Needs;

    /// <summary>True if a source that shows these kinds can show a breach in a trace of these eras.</summary>
    public bool IsShownBy(EventKindSet observed, Era eras) =>
        observed.Contains(NeedsIn(eras)) || Instead != EventKindSet.Empty && observed.Contains(Instead);

    /// <summary>Where it is silent because another rule names the same breach.</summary>
    public IReadOnlyList<Yield> YieldsTo { get; init; } = [];
}
