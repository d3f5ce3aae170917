using System.Globalization;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>What a CPU counted of its buffer, as <c>per_cpu/cpuN/stats</c> says when the trace was taken.</summary>
/// <param name="Cpu">The CPU.</param>
/// <param name="Overrun">Records overwritten before they were read; the pages say where.</param>
/// <param name="Dropped">Records refused, as the buffer was full or the writer was interrupted too often; nothing says where.</param>
/// <param name="Entries">Records that had not been read yet.</param>
internal sealed record CpuStatistics(int Cpu, long Overrun, long Dropped, long Entries)
{
    /// <summary>Null if the text is of another kind.</summary>
    public static CpuStatistics? Of(string text)
    {
        if (Number(text, "CPU: ") is not ({ } cpu and <= short.MaxValue)) return null;
        return new((int)cpu, Number(text, "\noverrun: ") ?? 0, (Number(text, "dropped events: ") ?? 0) + (Number(text, "commit overrun: ") ?? 0), Number(text, "entries: ") ?? 0);
    }

    private static long? Number(string text, string key)
    {
        var at = text.IndexOf(key, StringComparison.Ordinal);
        if (at < 0) return null;
        var value = text.AsSpan(at + key.Length).TrimStart(' ');
        var length = value.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(length < 0 ? value : value[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
