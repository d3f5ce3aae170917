using Tracer.Analysis.Findings;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Text;

/// <summary>The report a person reads: of one trace a block, its first line says it whole; of several a line each, unless all is wanted.</summary>
public sealed class TextReport : IReportRenderer
{
    /// <summary>The name of the format.</summary>
    public const string Name = "text";

    public string Format => Name;

    /// <summary>Of several traces each has its block.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Reasons of which a finding has been told in full before, as it came in.</summary>
    public IReadOnlySet<string> Told { get; init; } = new HashSet<string>();

    public void Render(IReadOnlyList<TraceReport> reports, TextWriter output)
    {
        if (reports is [var only])
        {
            Render(only, output);
            return;
        }

        foreach (var report in reports)
        {
            if (!IsVerbose)
            {
                output.Line(SummaryLine.Of(report));
                continue;
            }

            output.Line($"{report.Path}:");
            Render(report, output);
            output.Line();
        }

        output.Line(Totals(reports));
    }

    private void Render(TraceReport report, TextWriter output)
    {
        output.Line(VerdictLine.Of(report));
        if (report.Origin is null) return;
        output.AllLines(OriginLines.Of(report));

        var findings = new FindingsText(report) { Told = Told };
        findings.WriteCounting(output);
        RulesText.Write(report, output);
        if (report.PolicyRemarks.Count == 0) return;
        output.Line();
        output.Line("Policy: rules that were proposed and never enforced; they set no verdict.");
        findings.WriteRemarks(output);
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
