using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>A finding with its explanation.</summary>
public sealed class FindingSubject(Finding finding, TraceReport report) : LaneSubject(report)
{
    private readonly Letters letters = new(finding);

    public override string Title =>
        $"{finding.Rule.Id} {Explainer.Breach(finding.Kind)} at {Place.Of(finding.Culprit)}{(report.Names.PlaceOf(finding.Culprit.Header.Function) is { } name ? $" in {name}" : "")}";

    public override string Subtitle => finding.Rule.Statement;

    public override MmId Mm => finding.Mm;

    public override Finding Finding => finding;

    public override IEnumerable<KeyLine> Key => ExplanationKey.Of(new Explainer(report).Explain(finding));

    public override string? TagOf(in VmEvent e) => letters.Find(in e) ?? Outcomes(e);

    public override (VmEvent Event, string Label)? FocusIn(IReadOnlyList<VmEvent> points) => (finding.Culprit, finding.Reason.Code);

    // Several oracles may see harm in one event.
    private string? Outcomes(VmEvent e) =>
        finding.ConfirmedBy.Where(outcome => outcome.Culprit == e).Select(outcome => outcome.Rule.Id).ToArray() is { Length: > 0 } ids ? string.Join(' ', ids) : null;
}
