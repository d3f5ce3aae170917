using System.Globalization;
using System.Text;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>
/// The header's line that says of a text that it is a part of another: <c># slice: lines 1322-1362 of 12748; Linux 4.15-6.5</c>. The kernel stands there because the probes
/// that told it may lie outside.
/// </summary>
internal static class SliceMark
{
    private const string Kernel = "; Linux ";

    public static ReadOnlySpan<byte> Begin => "# slice: "u8;

    /// <param name="first">The first line of the part.</param>
    /// <param name="last">The last.</param>
    /// <param name="lines">How many lines the whole has.</param>
    /// <param name="kernel">Its version or range of versions; null if not known.</param>
    public static byte[] Of(long first, long last, long lines, string? kernel) => [.. Begin, .. Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"lines {first}-{last} of {lines}{(kernel is null ? "" : $"{Kernel}{kernel}")}\n"))];

    /// <summary>The kernel that a text's mark tells; null if there is none.</summary>
    public static string? KernelIn(ReadOnlySpan<byte> beginning)
    {
        var at = beginning.IndexOf(Begin);
        if (at < 0) return null;
        var line = beginning[at..];
        if (line.IndexOf((byte)'\n') is >= 0 and var end) line = line[..end];
        var kernel = line.IndexOf(Encoding.UTF8.GetBytes(Kernel));
        return kernel < 0 ? null : Encoding.UTF8.GetString(line[(kernel + Kernel.Length)..].Trim(" \r"u8));
    }
}
