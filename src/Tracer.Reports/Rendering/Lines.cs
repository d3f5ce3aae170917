namespace Tracer.Reports.Rendering;

/// <summary>Lines that end in LF on every system, so that the same report is the same file everywhere; none of them is more than one, whatever is in it.</summary>
internal static class Lines
{
    public static void Line(this TextWriter output, string line = "")
    {
        output.Write(Printable.Of(line));
        output.Write('\n');
    }

    public static void AllLines(this TextWriter output, IEnumerable<string> lines)
    {
        foreach (var line in lines) output.Line(line);
    }
}
