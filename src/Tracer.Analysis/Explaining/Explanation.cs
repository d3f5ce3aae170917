using Tracer.Analysis.State;

namespace Tracer.Analysis.Explaining;

/// <summary>A finding in words: what is given, what follows, what was held, what harm was seen, how to see it again.</summary>
/// <param name="Header">Which rule, where, whose fault, and the rule in a sentence.</param>
/// <param name="Let">One line for each witness, <c>A = …</c>, in order of sequence.</param>
/// <param name="Then">The reason, by the witnesses' letters.</param>
/// <param name="Held">Locks, open brackets and preempt depth of the culprit's task at that moment.</param>
/// <param name="Seen">What oracles saw of the harm; empty if nothing.</param>
/// <param name="Again">The words of the command that shows this again.</param>
public sealed record Explanation(
    string Header, IReadOnlyList<string> Let, string Then, string Held, IReadOnlyList<string> Seen, IReadOnlyList<string> Again)
{
    public const int MostLines = 25;
    private const int MostSeen = 3;

    /// <summary>Lines of at most 80 columns, at most 25 of them: what does not fit is cut and says so.</summary>
    public IReadOnlyList<string> Lines()
    {
        var header = Limit(Wrapping.Wrap("", Header, hang: 4), 3);
        List<string> rest =
        [
            .. Limit(Wrapping.Wrap("  Then  ", Then), 5),
            .. Limit(Wrapping.Wrap("  Held  ", Held), 4),
            .. SeenLines(),
            .. ShellCommand.Lines("  Again ", Again),
        ];
        return [.. header, .. LetLines(Math.Max(MostLines - header.Count - rest.Count, 2)), .. rest];
    }

    private List<string> LetLines(int room)
    {
        var lines = Let.SelectMany((witness, i) => Wrapping.Wrap(Lead(i), witness)).ToList();
        if (lines.Count > room) lines = [.. Let.Select((witness, i) => Wrapping.Cut(Wrapping.Wrap(Lead(i), witness, 400)[0], Wrapping.Columns))];
        if (lines.Count <= room) return lines;

        // The culprit comes last; it and the first witnesses stay.
        return [.. lines[..(room - 2)], $"        … {lines.Count - room + 1} more", lines[^1]];
    }

    private static string Lead(int index) => $"{(index == 0 ? "  Let   " : "        ")}{Letters.At(index)} = ";

    private List<string> SeenLines()
    {
        var lines = Seen.Take(MostSeen).SelectMany((seen, i) => Limit(Wrapping.Wrap(i == 0 ? "  Seen  " : "        ", seen), 3)).ToList();
        if (Seen.Count > MostSeen) lines.Add($"        … and {Seen.Count - MostSeen} more");
        return lines;
    }

    private static IReadOnlyList<string> Limit(IReadOnlyList<string> lines, int most) =>
        lines.Count <= most ? lines : [.. lines.Take(most - 1), Wrapping.Cut(lines[most - 1] + " …", Wrapping.Columns)];
}
