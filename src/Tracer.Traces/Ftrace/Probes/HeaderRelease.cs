using System.Text;

namespace Tracer.Traces.Ftrace.Probes;

/// <summary>The kernel's release, where a header tells it: <c># nop latency trace v1.1.5 on 6.1.0-50-amd64</c>.</summary>
internal static class HeaderRelease
{
    /// <summary>The numbers of it, such as <c>6.1.0</c>; null if the text does not tell.</summary>
    public static string? In(ReadOnlySpan<byte> beginning)
    {
        var at = beginning.IndexOf(" latency trace v"u8);
        if (at < 0) return null;
        var line = beginning[at..];
        if (line.IndexOf((byte)'\n') is >= 0 and var lineEnd) line = line[..lineEnd];
        var on = line.IndexOf(" on "u8);
        if (on < 0) return null;
        var release = line[(on + " on ".Length)..];
        return release.IndexOfAnyExcept("0123456789."u8) is > 0 and var end ? Encoding.UTF8.GetString(release[..end]) : null;
    }
}
