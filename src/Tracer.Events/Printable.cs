using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tracer.Events;

/// <summary>
/// Text as it may be shown. A name in a trace, or a path, may hold any character: some move a terminal's cursor, turn the direction of what follows, or pass for the end of a line.
/// Such a character is shown by its number, as <c>\u001b</c>, which is also how JSON writes it.
/// </summary>
public static class Printable
{
    // Controls, the marks of direction and those without width, the ends of lines and paragraphs, and what is no character.
    private static readonly SearchValues<char> Suspects = SearchValues.Create([.. Chars(0, 0x1f), .. Chars(0x7f, 0x9f), '\u061c', .. Chars(0x200b, 0x200f),
        .. Chars(0x2028, 0x202e), .. Chars(0x2060, 0x206f), .. Chars(0xd800, 0xdfff), '\ufeff', .. Chars(0xfff9, 0xfffb), '\ufffe', '\uffff']);

    /// <summary>The text as one line, whatever is in it.</summary>
    public static string Of(string text) => text.AsSpan().ContainsAny(Suspects) ? Escaped(text, keepsLines: false) : text;

    /// <summary>Nothing of it needs to be shown otherwise.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) => !text.ContainsAny(Suspects);

    /// <summary>The text in lines of its own, and with its tabs.</summary>
    public static string Lines(ReadOnlySpan<char> text) => Escaped(text, keepsLines: true);

    private static string Escaped(ReadOnlySpan<char> text, bool keepsLines)
    {
        var shown = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) shown.Append(c).Append(text[++i]);
            else if (!Suspects.Contains(c) || keepsLines && c is '\n' or '\t') shown.Append(c);
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return shown.ToString();
    }

    private static IEnumerable<char> Chars(int first, int last) => Enumerable.Range(first, last - first + 1).Select(code => (char)code);
}
