using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Tracer.Testing.Captures;

/// <summary>A kernel's text with a part of its events taken away at random places: as people cut traces, and as ring buffers lose events.</summary>
public sealed partial class TraceCut
{
    private const int LongestLoss = 500;

    private readonly string[] header;
    private readonly string[] lines;

    // The CPU of each line; -1 of a line that is no event.
    private readonly int[] cpus;

    private TraceCut(string[] all)
    {
        header = [.. all.TakeWhile(line => line.StartsWith('#') || line.StartsWith("cpus=", StringComparison.Ordinal))];
        lines = all[header.Length..];
        cpus = [.. lines.Select(line => Cpu().Match(line) is { Success: true } match ? int.Parse(match.Groups["cpu"].ValueSpan, CultureInfo.InvariantCulture) : -1)];
    }

    /// <summary>A text, gzip or plain.</summary>
    public static TraceCut Of(string path)
    {
        using var file = File.OpenRead(path);
        using var text = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        return new TraceCut(text.ReadToEnd().TrimEnd('\n').Split('\n'));
    }

    /// <summary>The text as it is.</summary>
    public string Whole => Text(lines);

    /// <summary>The same, as a kernel with address-space randomisation would have printed it.</summary>
    public TraceCut Moved() => new([.. header, .. lines.Select(Rebased.Text)]);

    /// <summary>One with a part taken away: its beginning, its end, both, or events of one CPU or of all with a marker that says so.</summary>
    /// <param name="kind">Which of them.</param>
    /// <param name="random">Where, and how much.</param>
    public string Cut(TraceCutKind kind, SplitMix64 random)
    {
        var (from, to) = (random.Next(lines.Length), random.Next(lines.Length));
        if (from > to) (from, to) = (to, from);
        return kind switch
        {
            TraceCutKind.Beginning => Text(lines[from..]),
            TraceCutKind.End => Text(lines[..(to + 1)]),
            TraceCutKind.Window => Text(lines[from..(to + 1)]),
            _ => Text(Lose(kind, from, 1 + random.Next(LongestLoss))),
        };
    }

    // The marker stands where the CPU's next event is, so there is one.
    private IEnumerable<string> Lose(TraceCutKind kind, int from, int count)
    {
        var one = cpus[from..].FirstOrDefault(cpu => cpu >= 0, cpus[^1]);
        var gone = Enumerable.Range(from, lines.Length - from)
            .Where(at => cpus[at] >= 0 && (kind == TraceCutKind.AllCpusLost || cpus[at] == one)).SkipLast(1).Take(count).ToHashSet();
        var untold = gone.GroupBy(at => cpus[at]).ToDictionary(lost => lost.Key, lost => lost.Count());
        var last = gone.DefaultIfEmpty(lines.Length).Max();
        for (var at = 0; at < lines.Length; at++)
        {
            if (gone.Contains(at)) continue;
            if (at > last && untold.Remove(cpus[at], out var lost))
                yield return kind == TraceCutKind.Dropped ? Marker($"CPU:{cpus[at]} [{lost} EVENTS DROPPED]") : Marker($"CPU:{cpus[at]} [LOST {lost} EVENTS]");
            yield return lines[at];
        }
    }

    private static string Marker(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private string Text(IEnumerable<string> some)
    {
        var text = new StringBuilder();
        var body = some.ToList();
        foreach (var line in header) text.Append(Entries().Replace(line, Marker($"written: {body.Count(IsEntry)}/{body.Count(IsEntry)} "))).Append('\n');
        foreach (var line in body) text.Append(line).Append('\n');
        return text.ToString();
    }

    // A person who cuts a text leaves its header as it is; here it tells what is there, so that only the cut is put to the test.
    private static bool IsEntry(string line) => line.Length > 0 && !line.StartsWith("CPU:", StringComparison.Ordinal) && !line.TrimStart().StartsWith("=>", StringComparison.Ordinal);

    [GeneratedRegex(@"written: (\d+)/\1 ")]
    private static partial Regex Entries();

    [GeneratedRegex(@"^ *\S.*-\d+ +(?:(?:\( *[-\d]+\) +)?\[(?<cpu>\d{3,})\]|(?<cpu>\d+)[^\s\d]\S* )")]
    private static partial Regex Cpu();
}

/// <summary>What is taken away.</summary>
public enum TraceCutKind
{
    Beginning,
    End,
    Window,

    /// <summary>Events of one CPU, as tracefs tells of it.</summary>
    Lost,

    /// <summary>Events of one CPU, as trace-cmd report tells of it.</summary>
    Dropped,

    /// <summary>Events of all CPUs.</summary>
    AllCpusLost,
}
