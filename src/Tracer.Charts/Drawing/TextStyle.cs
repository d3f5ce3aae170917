using ScottPlot;
using SkiaSharp;
using Tracer.Charts.Fonts;

namespace Tracer.Charts.Drawing;

/// <summary>A size of letters, which tells how wide a text becomes, so that it is put where it fits.</summary>
internal readonly record struct TextStyle(float Size, bool Bold = false)
{
    public static TextStyle Title { get; } = new(17, Bold: true);

    public static TextStyle Subtitle { get; } = new(13);

    public static TextStyle Name { get; } = new(13, Bold: true);

    public static TextStyle Plain { get; } = new(12);

    public static TextStyle Letter { get; } = new(12, Bold: true);

    public static TextStyle Small { get; } = new(11);

    /// <summary>How far the letters' baseline lies below the middle of a capital.</summary>
    public float BaselineBelowMiddle => Size * 0.365f;

    public SKFont Font() => new(ShippedFonts.Face(Bold), Size) { Subpixel = true, Hinting = SKFontHinting.None };

    public float WidthOf(string text)
    {
        using var font = Font();
        return font.MeasureText(Printable.Of(text));
    }

    /// <summary>What the text covers, with a little room around it.</summary>
    public PixelRect Box(Pixel at, string text, SKTextAlign align)
    {
        var width = WidthOf(text);
        var left = align switch { SKTextAlign.Left => at.X, SKTextAlign.Right => at.X - width, _ => at.X - width / 2 };
        return new PixelRect(left - 2, left + width + 2, at.Y + Size / 2 + 1, at.Y - Size / 2 - 1);
    }

    /// <summary>The text if it fits, else as much of its beginning as does, and an ellipsis.</summary>
    public string Fit(string text, float width)
    {
        if (WidthOf(text) <= width) return text;
        for (var length = text.Length - 1; length > 0; length--)
            if (text[..length].TrimEnd() + "…" is var cut && WidthOf(cut) <= width) return cut;
        return "";
    }

    /// <summary>The text in lines, broken at blanks; a word that is wider than a line is broken where the line ends.</summary>
    public IReadOnlyList<string> Wrap(string text, float width)
    {
        var lines = new List<string>();
        var line = "";
        var style = this;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => style.Pieces(word, width)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && WidthOf(longer) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        lines.Add(line);
        return lines;
    }

    private IEnumerable<string> Pieces(string word, float width)
    {
        while (WidthOf(word) > width && word.Length > 1)
        {
            var length = word.Length - 1;
            while (length > 1 && WidthOf(word[..length]) > width) length--;
            yield return word[..length];
            word = word[length..];
        }

        yield return word;
    }
}
