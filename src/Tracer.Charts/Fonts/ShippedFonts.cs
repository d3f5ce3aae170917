using ScottPlot;
using SkiaSharp;

namespace Tracer.Charts.Fonts;

/// <summary>DejaVu Sans, regular and bold, out of this assembly: ScottPlot draws no text at all where no font is installed.</summary>
public sealed class ShippedFonts : IFontResolver
{
    /// <summary>The one family that charts are written in.</summary>
    public const string Family = "DejaVu Sans";

    private static readonly ShippedFonts Instance = new();
    private static readonly Lock Registering = new();
    private static readonly Lazy<SKTypeface> Regular = new(() => Load("DejaVuSans.ttf"));
    private static readonly Lazy<SKTypeface> Bold = new(() => Load("DejaVuSans-Bold.ttf"));

    private ShippedFonts()
    {
    }

    /// <summary>Makes ScottPlot ask here first, however often it is called.</summary>
    public static void Use()
    {
        lock (Registering)
        {
            if (!ScottPlot.Fonts.FontResolvers.Contains(Instance)) ScottPlot.Fonts.FontResolvers.Insert(0, Instance);
        }
    }

    /// <summary>The face that text is measured with, which is the one that it is drawn with.</summary>
    public static SKTypeface Face(bool bold) => (bold ? Bold : Regular).Value;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        CreateTypeface(fontName, weight >= FontWeight.SemiBold, italic: false);

    /// <summary>The face, if the family is the shipped one; null leaves others to whoever is asked next.</summary>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Family ? Face(bold) : null;

    private static SKTypeface Load(string file)
    {
        using var stream = typeof(ShippedFonts).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"the font {file} was not built in");
        return SKTypeface.FromStream(stream);
    }
}
