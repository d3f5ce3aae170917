using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Tracer.Testing.Captures;

/// <summary>Something that happens to a trace's text on its way to whoever checks it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Loses">Events may be gone, or their order: what can be said of the rest is less.</param>
/// <param name="IsSilent">It leaves nothing that could show that events are gone.</param>
/// <param name="Apply">Makes the bytes of the lines.</param>
public sealed record TextTransform(string Name, bool Loses, bool IsSilent, Func<IReadOnlyList<string>, SplitMix64, byte[]> Apply)
{
    private const int Head = 51;

    /// <summary>All that are tried.</summary>
    public static IReadOnlyList<TextTransform> All { get; } =
    [
        Prefixed("quoted", _ => "> "),
        Prefixed("quoted twice", _ => ">> "),
        Prefixed("indented", _ => "    "),
        Prefixed("console", n => Text($"[{n / 1000.0,12:F6}] ")),
        Prefixed("journal", _ => "Nov 27 10:00:00 testbox kernel: "),
        Prefixed("numbered by cat -n", n => Text($"{n,6}\t")),
        Prefixed("numbered by grep -n", n => Text($"{n}:")),
        Kept("CRLF", lines => Bytes(lines, "\r\n")),
        Kept("byte order mark", lines => [0xef, 0xbb, 0xbf, .. Bytes(lines)]),
        Kept("tabs", lines => Bytes(lines.Select(line => line.StartsWith('#') ? line : line.Replace("     ", "\t", StringComparison.Ordinal)))),
        Kept("no-break spaces", lines => Bytes(lines.Select(line => line.Replace("  ", "\u00a0 ", StringComparison.Ordinal)))),
        Kept("in a markdown fence", lines => Bytes(["A trace:", "```", .. lines, "```"])),
        .. new[] { 60, 76, 100, 120 }.Select(width => new TextTransform(Text($"wrapped at {width}"), Loses: true, IsSilent: true, (lines, _) => Bytes(lines.SelectMany(line => Wrapped(line, width))))),
        Lossy("a colon dropped", (lines, random) => DropColon(lines, NameIn(lines, random))),
        .. new[] { 70, 90, 110, 140 }.Select(width => Lossy(Text($"cut at column {width}"), (lines, _) => Bytes(lines.Select(line => line.Length > width ? line[..width] : line)))),
        Lossy("lines without their beginning", (lines, _) => Bytes(lines.Select(line => line.StartsWith('#') ? line : line[Math.Min(line.Length, 18)..]))),
        Lossy("cut in the last line", (lines, random) => [.. Bytes(lines).SkipLast(1 + random.Next(lines[^1].Length - 1))]),
        Lossy("torn gzip", (lines, random) => Torn(Bytes(lines), random)),
        Lossy("a stretch deleted under a header", (lines, random) => Bytes(Without(lines, random))),
        new("a stretch deleted without a header", Loses: true, IsSilent: true, (lines, random) => Bytes(Without([.. lines.Where(line => !line.StartsWith('#'))], random))),
        new("its beginning deleted without a header", Loses: true, IsSilent: true, (lines, random) => Bytes(lines.Where(line => !line.StartsWith('#')).Skip(random.Next(lines.Count)).DefaultIfEmpty("#"))),
        Lossy("a stretch cut out and marked", (lines, random) => Bytes(Without(lines, random, "[...]"))),
        Lossy("shuffled", (lines, random) => Bytes(Shuffled(lines, random))),
        Lossy("newest first", (lines, _) => Bytes([.. lines.Where(line => line.StartsWith('#')), .. lines.Where(line => !line.StartsWith('#')).Reverse()])),
        Lossy("sorted", (lines, _) => Bytes(lines.Order(StringComparer.Ordinal))),
        Lossy("twice without a header", (lines, _) => Bytes([.. lines, .. lines.Where(line => !line.StartsWith('#'))])),
        Lossy("each line twice", (lines, _) => Bytes(lines.SelectMany(line => line.StartsWith('#') ? [line] : new[] { line, line }))),
        Lossy("two excerpts, the later first", (lines, _) => Bytes([.. lines.Skip(lines.Count / 2), .. lines.Take(lines.Count / 2)])),
    ];

    public override string ToString() => Name;

    private static TextTransform Prefixed(string name, Func<int, string> prefix) => Kept(name, lines => Bytes(lines.Select((line, at) => prefix(at + 1) + line)));

    private static TextTransform Kept(string name, Func<IReadOnlyList<string>, byte[]> apply) => new(name, Loses: false, IsSilent: false, (lines, _) => apply(lines));

    private static TextTransform Lossy(string name, Func<IReadOnlyList<string>, SplitMix64, byte[]> apply) => new(name, Loses: true, IsSilent: false, apply);

    private static byte[] Bytes(IEnumerable<string> lines, string end = "\n") => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + end)));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // As mail clients do: at the last space before the margin, and never in the header.
    private static IEnumerable<string> Wrapped(string line, int width)
    {
        while (!line.StartsWith('#') && line.Length > width)
        {
            var space = line.LastIndexOf(' ', width);
            if (space <= Head) space = line.IndexOf(' ', Head + 1);
            if (space < 0) break;
            yield return line[..space];
            line = line[(space + 1)..];
        }

        yield return line;
    }

    private static string NameIn(IReadOnlyList<string> lines, SplitMix64 random)
    {
        string[] names = ["range_start", "range_end", "spin_lock", "spin_unlock", "xchg__", "set_pte", "inv_start", "mmap_lock_released", "sys_exit"];
        var there = names.Where(name => lines.Any(line => line.Contains(": " + name, StringComparison.Ordinal))).ToArray();
        return there[random.Next(there.Length)];
    }

    private static byte[] DropColon(IReadOnlyList<string> lines, string name) =>
        Bytes(lines.Select(line => line.IndexOf(": " + name, StringComparison.Ordinal) is > 0 and var at && line.IndexOf(": ", at + 2, StringComparison.Ordinal) is > 0 and var colon
            ? line.Remove(colon, 1) : line));

    private static byte[] Torn(byte[] text, SplitMix64 random)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(text);
        var bytes = packed.ToArray();
        return bytes[..(bytes.Length / 4 + random.Next(bytes.Length / 2))];
    }

    private static IEnumerable<string> Without(IReadOnlyList<string> lines, SplitMix64 random, params string[] mark)
    {
        var from = lines.Count / 10 + random.Next(lines.Count / 2);
        return [.. lines.Take(from), .. mark, .. lines.Skip(from + 2 + random.Next(lines.Count / 4))];
    }

    private static string[] Shuffled(IReadOnlyList<string> lines, SplitMix64 random)
    {
        string[] shuffled = [.. lines];
        for (var last = shuffled.Length - 1; last > 0; last--)
        {
            var other = random.Next(last + 1);
            (shuffled[last], shuffled[other]) = (shuffled[other], shuffled[last]);
        }

        return shuffled;
    }
}
