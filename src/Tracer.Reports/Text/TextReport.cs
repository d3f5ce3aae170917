using Tracer.Analysis.Findings;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Text;

/// <summary>The report a person reads: one block a trace, its first line says it whole.</summary>
public sealed class TextReport : IReportRenderer
{
    public string Format => "text";

    public void Render(IReadOnlyList<TraceReport> reports, TextWriter output)
    {
        foreach (var report in reports)
        {
            if (reports.Count > 1) output.Line($"{report.Path}:");
            Render(report, output);
            if (reports.Count > 1) output.Line();
        }

        if (reports.Count > 1) output.Line(Totals(reports));
    }

    private static void Render(TraceReport report, TextWriter output)
    {
        output.Line(VerdictLine.Of(report));
        if (report.Origin is null) return;
        output.AllLines(OriginLines.Of(report));

        var findings = new FindingsText(report);
        findings.Write(report.Findings, output);
        RulesText.Write(report, output);
        if (report.PolicyRemarks.Count == 0) return;
        output.Line();
        output.Line("Policy: rules that were proposed and never enforced; they set no verdict.");
        findings.Write(report.PolicyRemarks, output);
    }

    private static string Totals(IReadOnlyList<TraceReport> reports)
    {
        var counts = Enum.GetValues<TraceVerdict>()
            .Select(verdict => (Verdict: verdict, Count: reports.Count(report => report.Verdict == verdict)))
            .Where(of => of.Count > 0)
            .Select(of => of is { Verdict: TraceVerdict.Holds, Count: > 1 } ? $"{of.Count} hold" : $"{of.Count} {Kebab.Of(of.Verdict)}");
        return $"{reports.Count} traces: {string.Join(", ", counts)}";
    }
}
