using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Csv;

/// <summary>One row a finding, policy remarks included; their kind tells them apart.</summary>
public sealed class FindingsCsv : IReportRenderer
{
    public string Format => "csv";

    public void Render(IReadOnlyList<TraceReport> reports, TextWriter output) => CsvFile.Write(reports.SelectMany(Rows), output);

    private static IEnumerable<FindingRow> Rows(TraceReport report)
    {
        var explainer = new Explainer(report);
        return report.Findings.Concat(report.PolicyRemarks).OrderBy(finding => finding.Sequence).Select(finding => new FindingRow(
            Printable.Of(report.Path),
            finding.Rule.Id,
            finding.Reason.Code,
            Kebab.Of(finding.Rule.Severity),
            Kebab.Of(finding.Rule.Fault),
            Kebab.Of(finding.Kind),
            finding.Sequence,
            explainer.Place.Line(finding.Sequence),
            Printable.Of(report.Names.Of(finding.Culprit.Header.Task)),
            finding.Mm.Value,
            finding.Address.IsKnown ? finding.Address.ToString() : null,
            Shown(report.Names.Of(finding.Culprit.Header.Function)),
            Printable.Of(explainer.Because(finding)),
            string.Join(' ', finding.Witnesses.Select(witness => witness.Event.Header.Sequence)),
            Shown(report.Names.CallerOf(finding.Culprit.Header.Function))));
    }

    private static string? Shown(string? name) => name is null ? null : Printable.Of(name);
}
