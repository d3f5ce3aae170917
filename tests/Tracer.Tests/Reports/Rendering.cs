using Tracer.Analysis;
using Tracer.Reports;

namespace Tracer.Tests.Reports;

internal static class Rendering
{
    public static string Text(this IReportRenderer renderer, params TraceReport[] reports) => Text(output => renderer.Render(reports, output));

    public static string Text(Action<TextWriter> write)
    {
        using var output = new StringWriter();
        write(output);
        return output.ToString();
    }
}
