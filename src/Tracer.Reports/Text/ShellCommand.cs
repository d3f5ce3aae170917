using System.Text;
using Tracer.Analysis.Explaining;

namespace Tracer.Reports.Text;

/// <summary>A command line that can be pasted into a shell, in lines of 80 columns however long a file name is.</summary>
public static class ShellCommand
{
    private const string Plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./+:@%=,-";

    /// <summary>The lines behind <paramref name="lead"/>. A break is a backslash, after which the shell goes on in column 0 of the next line.</summary>
    public static IReadOnlyList<string> Lines(string lead, params IReadOnlyList<string> words)
    {
        var line = lead + string.Join(' ', words.Select(Quote));
        if (line.Length <= Wrapping.Columns) return [line];

        var lines = new List<string>();
        var current = new StringBuilder(lead);
        foreach (var word in words)
        {
            foreach (var piece in Pieces(word))
            {
                if (current.Length + piece.Length + 2 > Wrapping.Columns)
                {
                    lines.Add($"{current}\\");
                    current.Clear();
                }

                current.Append(piece);
            }

            if (!ReferenceEquals(word, words[^1])) current.Append(' ');
        }

        lines.Add(current.ToString());
        return lines;
    }

    private static string Quote(string word) => word.Length > 0 && word.All(Plain.Contains) ? word
        : !Printable.IsPlain(word) ? $"$'{string.Concat(Encoding.UTF8.GetBytes(word).Select(Escaped))}'"
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    // What a terminal would obey must not be pasted either: its bytes by their numbers.
    private static string Escaped(byte value) => value is >= 0x20 and < 0x7f and not (byte)'\'' and not (byte)'\\' ? $"{(char)value}" : $"\\{Convert.ToString(value, 8).PadLeft(3, '0')}";

    // Short enough for any line, each quoted by itself, for a backslash does not break a line inside quotes.
    private static IEnumerable<string> Pieces(string word) => word.Length <= 16 ? [Quote(word)] : word.Chunk(16).Select(piece => Quote(new string(piece)));
}
