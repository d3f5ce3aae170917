using Tracer.Reports.Csv;
using Tracer.Reports.Json;
using Tracer.Reports.Rendering;
using Tracer.Reports.Text;

namespace Tracer.Reports;

/// <summary>The formats that <c>--format</c> may ask for.</summary>
public static class ReportFormats
{
    public static IReadOnlyList<IReportRenderer> All { get; } = [new TextReport(), new JsonReport(), new FindingsCsv(), new RulesCsv()];

    /// <summary>The renderer of a format.</summary>
    /// <exception cref="ArgumentException">There is no such format; the message names those there are.</exception>
    public static IReportRenderer Find(string format) =>
        All.FirstOrDefault(renderer => renderer.Format == format)
        ?? throw new ArgumentException($"unknown format '{format}'; known: {string.Join(", ", All.Select(renderer => renderer.Format))}");
}
