using System.Text.Encodings.Web;
using System.Text.Json;
using Tracer.Analysis.Findings;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Json;

/// <summary>The report other programs read: an array, one object a trace, in the order and under the names of schema 1.0.</summary>
public sealed class JsonReport : IReportRenderer
{
    public const string Schema = "1.0";

    // A file, not a page: nothing needs escaping for HTML, and the dash and the plus of a range stay readable.
    internal static readonly ReportJsonContext Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public string Format => "json";

    // What is not to be shown raw stands in strings only, where JSON knows the same form of it.
    public void Render(IReadOnlyList<TraceReport> reports, TextWriter output)
    {
        output.Write(Printable.Lines(JsonSerializer.Serialize([.. reports.Select(TraceObject.Of)], Context.TraceObjectArray)));
        output.Line();
    }
}
