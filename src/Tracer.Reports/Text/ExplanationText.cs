using Tracer.Analysis.Explaining;
using Tracer.Analysis.State;

namespace Tracer.Reports.Text;

/// <summary>An explanation as lines of at most 80 columns, at most 25 of them, so that it survives a mail client.</summary>
public static class ExplanationText
{
    public const int MostLines = 25;
    private const int MostSeen = 3;

    /// <summary>The lines: what does not fit is cut and says so.</summary>
    /// <param name="explanation">The finding in words.</param>
    /// <param name="again">The words of the command that shows it again.</param>
    /// <param name="number">By which <c>--finding</c> asks for it; null if it has none yet.</param>
    public static IReadOnlyList<string> Lines(Explanation explanation, IReadOnlyList<string> again, int? number = null)
    {
        var header = Limit(Wrapping.Wrap("", $"{(number is null ? "" : $"Finding {number}: ")}{explanation.Header}", hang: 4), 4);
        List<string> rest =
        [
            .. Limit(Wrapping.Wrap("  Then  ", explanation.Then), 5),
            .. Limit(Wrapping.Wrap("  Held  ", explanation.Held), 4),
            .. SeenLines(explanation.Seen),
            .. ShellCommand.Lines("  Again ", again),
        ];
        return [.. header, .. LetLines(explanation.Let, Math.Max(MostLines - header.Count - rest.Count, 2)), .. rest];
    }

    private static List<string> LetLines(IReadOnlyList<string> let, int room)
    {
        var lines = let.SelectMany((witness, i) => Wrapping.Wrap(Lead(i), witness)).ToList();
        if (lines.Count > room) lines = [.. let.Select((witness, i) => Wrapping.Cut(Wrapping.Wrap(Lead(i), witness, 400)[0], Wrapping.Columns))];
        if (lines.Count <= room) return lines;

        // The culprit comes last; it and the first witnesses stay.
        return [.. lines[..(room - 2)], $"        … {lines.Count - room + 1} more", lines[^1]];
    }

    private static string Lead(int index) => $"{(index == 0 ? "  Let   " : "        ")}{Letters.At(index)} = ";

    private static List<string> SeenLines(IReadOnlyList<string> seen)
    {
        var lines = seen.Take(MostSeen).SelectMany((line, i) => Limit(Wrapping.Wrap(i == 0 ? "  Seen  " : "        ", line), 3)).ToList();
        if (seen.Count > MostSeen) lines.Add($"        … and {seen.Count - MostSeen} more");
        return lines;
    }

    private static IReadOnlyList<string> Limit(IReadOnlyList<string> lines, int most) =>
        lines.Count <= most ? lines : [.. lines.Take(most - 1), Wrapping.Cut(lines[most - 1] + " …", Wrapping.Columns)];
}
