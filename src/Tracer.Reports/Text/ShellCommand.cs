using System.Text;
using Tracer.Analysis.Explaining;

namespace Tracer.Reports.Text;

/// <summary>A command line that can be pasted into a shell, in lines of 80 columns however long a file name is.</summary>
public static class ShellCommand
{
    private const string Break = " \\";
    private const string Plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./+:@%=,-";

    /// <summary>
    /// The lines behind <paramref name="lead"/>, broken by a backslash between words. Only a word that no line has room for is broken itself, behind a slash if it
    /// can be; it goes on in column 0.
    /// </summary>
    public static IReadOnlyList<string> Lines(string lead, params IReadOnlyList<string> words)
    {
        var lines = new List<string>();
        var indent = new string(' ', lead.Length);
        var current = lead;
        for (var i = 0; i < words.Count; i++)
        {
            var word = Quote(words[i]);
            var room = Wrapping.Columns - (i == words.Count - 1 ? 0 : Break.Length);
            if (current.Length + word.Length > room && current.Length > lead.Length)
            {
                lines.Add($"{current.TrimEnd()}{Break}");
                current = indent;
            }

            if (current.Length + word.Length > room)
            {
                string[] pieces = [.. Pieces(words[i], Wrapping.Columns - lead.Length - Break.Length - 2)];
                lines.Add($"{current}{pieces[0]}\\");
                lines.AddRange(pieces[1..^1].Select(piece => $"{piece}\\"));
                current = pieces[^1];
            }
            else
            {
                current += word;
            }

            current += ' ';
        }

        lines.Add(current.TrimEnd());
        return lines;
    }

    private static string Quote(string word) => word.Length > 0 && word.All(Plain.Contains) ? word
        : !Printable.IsPlain(word) ? $"$'{string.Concat(Encoding.UTF8.GetBytes(word).Select(Escaped))}'"
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    // What a terminal would obey must not be pasted either: its bytes by their numbers.
    private static string Escaped(byte value) => value is >= 0x20 and < 0x7f and not (byte)'\'' and not (byte)'\\' ? $"{(char)value}" : $"\\{Convert.ToString(value, 8).PadLeft(3, '0')}";

    // Each quoted by itself, for a backslash does not break a line inside quotes.
    private static IEnumerable<string> Pieces(string word, int most)
    {
        while (Quote(word).Length > most)
        {
            var end = Math.Min(most, word.Length);
            while (Quote(word[..end]).Length > most) end--;
            if (char.IsLowSurrogate(word[end])) end--;
            if (word.LastIndexOf('/', end - 1) is > 0 and var slash) end = slash + 1;
            yield return Quote(word[..end]);
            word = word[end..];
        }

        if (word.Length > 0) yield return Quote(word);
    }
}
