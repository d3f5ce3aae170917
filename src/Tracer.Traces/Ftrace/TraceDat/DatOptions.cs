using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>The options that a file of either version may have.</summary>
internal static class DatOptions
{
    public const int Done = 0;
    public const int Buffer = 3;

    /// <summary>More than any of those that are read has: a buffer of thousands of CPUs.</summary>
    public const int Longest = 1 << 20;

    private const int Date = 1;
    private const int Statistics = 2;
    private const int Uname = 5;
    private const int Offset = 7;
    private const int TscToNanoseconds = 14;
    private const long NanosecondsPerMicrosecond = 1000;

    /// <summary>Takes an option that says something of the trace; others are passed over.</summary>
    /// <returns>False if it is none of these, and was not read.</returns>
    public static bool Take(int id, uint size, DatReader reader, DatContents contents)
    {
        if (id is not (Date or Statistics or Uname or Offset or TscToNanoseconds)) return false;
        var block = reader.Block(size, Longest, "an option");
        var text = Encoding.UTF8.GetString(block).TrimEnd('\0');
        switch (id)
        {
            case Date: Add(unchecked(Number(text) * NanosecondsPerMicrosecond), contents); break;
            case Offset: Add(Number(text), contents); break;
            case TscToNanoseconds when block.Length >= 2 * sizeof(uint):
                contents.Clock = contents.Clock with { Multiplier = BinaryPrimitives.ReadUInt32LittleEndian(block), Shift = block[sizeof(uint)] };
                break;
            case Uname:
                contents.Release ??= ReleaseIn(text);
                contents.IsX86 |= text.EndsWith(" x86_64", StringComparison.Ordinal);
                break;
            case Statistics when CpuStatistics.Of(text) is { } statistics: contents.Statistics.Add(statistics); break;
        }

        return true;
    }

    private static void Add(long nanoseconds, DatContents contents) => contents.Clock = contents.Clock with { Offset = unchecked(contents.Clock.Offset + nanoseconds) };

    // `Linux (none) 6.1.0-50-amd64 x86_64`: a name of the system, of the machine, and the release.
    private static string? ReleaseIn(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, var release, ..] && KernelVersionRange.TryParse(release, out _) ? release : null;

    private static long Number(string text)
    {
        var isHex = text.StartsWith("0x", StringComparison.Ordinal);
        return long.TryParse(isHex ? text[2..] : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
