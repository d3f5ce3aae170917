using System.Text;

namespace Tracer.Traces.Ftrace.Probes;

/// <summary>The kernel's release, where a header tells it: <c># nop latency trace v1.1.5 on 6.1.0-50-amd64</c>.</summary>
internal static class HeaderRelease
{
    /// <summary>As <c>uname -r</c> prints it; null if the text does not tell.</summary>
    public static string? In(ReadOnlySpan<byte> beginning)
    {
        var at = beginning.IndexOf(" latency trace v"u8);
        if (at < 0) return null;
        var line = beginning[at..];
        if (line.IndexOf((byte)'\n') is >= 0 and var end) line = line[..end];
        var on = line.IndexOf(" on "u8);
        return on < 0 ? null : Encoding.UTF8.GetString(line[(on + " on ".Length)..].Trim(" \r"u8));
    }
}
