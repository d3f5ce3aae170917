using Tracer.Analysis.Findings;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Csv;

/// <summary>One row for each rule of each trace: for tables of many traces.</summary>
public sealed class RulesCsv : IReportRenderer
{
    public string Format => "csv-rules";

    public void Render(IReadOnlyList<TraceReport> reports, TextWriter output) => CsvFile.Write(reports.SelectMany(Rows), output);

    private static IEnumerable<RuleRow> Rows(TraceReport report) => report.Rules.Select(result => new RuleRow(
        Printable.Of(report.Path), result.Rule.Id, Kebab.Of(result.Rule.Severity), Kebab.Of(result.Rule.Fault), Kebab.Of(result.Verdict),
        result.Checked, result.Unjudged, result.Violations, result.UnjudgedBecause.Count > 0 ? result.UnjudgedBecause[0].Because : null));
}
