namespace Tracer.Analysis.Explaining;

/// <summary>Breaks text into lines that survive a mail client.</summary>
public static class Wrapping
{
    public const int Columns = 80;

    /// <summary>
    /// The lines of <paramref name="text"/> behind <paramref name="lead"/>, broken at blanks; lines after the first are indented by <paramref name="hang"/>, or else to the lead's width.
    /// A word longer than a line is broken where the line ends. What a name in a trace may hold and nobody can read becomes <see cref="Printable"/>.
    /// </summary>
    public static IReadOnlyList<string> Wrap(string lead, string text, int columns = Columns, int? hang = null)
    {
        var lines = new List<string>();
        var indent = new string(' ', hang ?? lead.Length);
        var line = lead;
        var room = Math.Max(columns - Math.Max(lead.Length, indent.Length), 1);
        var used = 0;
        foreach (var word in Words(text, room))
        {
            if (used > 0 && used + 1 + word.Length > room)
            {
                lines.Add(line);
                line = indent;
                used = 0;
            }

            line += used > 0 ? " " + word : word;
            used += used > 0 ? 1 + word.Length : word.Length;
        }

        lines.Add(line.TrimEnd());
        return lines;
    }

    /// <summary>The text itself if it fits, else its beginning and an ellipsis.</summary>
    public static string Cut(string text, int columns) => text.Length <= columns ? text : text[..Math.Max(columns - 1, 0)] + "…";

    private static IEnumerable<string> Words(string text, int room)
    {
        foreach (var word in Printable.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            for (var at = 0; at < word.Length; at += room) yield return word.Substring(at, Math.Min(room, word.Length - at));
    }
}
