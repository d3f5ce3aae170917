using Tracer.Reports.Csv;
using Tracer.Reports.Json;
using Tracer.Reports.Junit;
using Tracer.Reports.Rendering;
using Tracer.Reports.Sarif;
using Tracer.Reports.Text;

namespace Tracer.Reports;

/// <summary>The formats that <c>--format</c> may ask for.</summary>
public static class ReportFormats
{
    public static IReadOnlyList<IReportRenderer> All { get; } = [new TextReport(), new JsonReport(), new FindingsCsv(), new RulesCsv(), new SarifReport(), new JunitReport()];

    /// <summary>The format that the ending of a file's name asks for; null if it asks for none.</summary>
    public static string? OfFile(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".json" => "json",
        ".csv" => "csv",
        ".sarif" => "sarif",
        ".xml" => "junit",
        _ => null,
    };

    /// <summary>The renderer of a format.</summary>
    /// <param name="format">Its name.</param>
    /// <param name="verbose">What a person reads is told in full of each of several traces.</param>
    /// <exception cref="ArgumentException">There is no such format; the message names those there are.</exception>
    public static IReportRenderer Find(string format, bool verbose = false) =>
        verbose && format == TextReport.Name ? new TextReport { IsVerbose = true } : All.FirstOrDefault(renderer => renderer.Format == format)
        ?? throw new ArgumentException($"unknown format '{format}'; known: {string.Join(", ", All.Select(renderer => renderer.Format))}");
}
