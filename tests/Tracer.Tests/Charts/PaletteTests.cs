using SkiaSharp;
using Tracer.Analysis.Rules;
using Tracer.Charts.Drawing;

namespace Tracer.Tests.Charts;

/// <summary>A picture is printed in grey, and read by people of any colour vision.</summary>
public sealed class PaletteTests
{
    private const double ToldApart = 12;

    [Fact]
    public void Spans_are_told_apart_in_grey()
    {
        var looks = Enum.GetValues<SpanKind>().Select(kind => (Kind: kind, Look: Palette.Of(kind))).ToArray();
        foreach (var one in looks)
            foreach (var other in looks.Where(other => other.Kind > one.Kind)) AssertApart($"{one.Kind} and {other.Kind}", one.Look, other.Look);
    }

    [Fact]
    public void Bracket_lock_page_table_lock_and_callback_are_told_apart_by_lightness_alone()
    {
        var lightness = new[] { SpanKind.Bracket, SpanKind.Lock, SpanKind.PageTableLock, SpanKind.Callback }.Select(kind => Lightness(Palette.Of(kind).Fill)).Order().ToArray();
        Assert.All(lightness.Zip(lightness.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 10, $"{pair.First:N0} and {pair.Second:N0}"));
    }

    [Fact]
    public void Rules_of_a_family_are_told_apart_in_grey()
    {
        foreach (var family in RuleCatalogue.All.Select(rule => rule.Info.Id).GroupBy(id => id[0]))
        {
            string[] ids = [.. family];
            for (var i = 0; i < ids.Length; i++)
                for (var j = 0; j < i; j++) AssertApart($"{ids[j]} and {ids[i]}", Palette.OfRule(ids[j]), Palette.OfRule(ids[i]));
        }
    }

    [Fact]
    public void A_rule_has_one_look_and_no_other_has_it()
    {
        var looks = RuleCatalogue.All.Select(rule => Palette.OfRule(rule.Info.Id)).ToArray();
        Assert.Equal(looks.Length, looks.Distinct().Count());
        Assert.DoesNotContain(Palette.OfRule("5 other rules"), looks);
    }

    [Fact]
    public void A_cell_darkens_with_gravity()
    {
        Severity?[] rising = [null, Severity.Low, Severity.Medium, Severity.High, Severity.Critical];
        var lightness = rising.Select(gravest => Lightness(Palette.Of(gravest).Fill)).ToArray();
        Assert.Equal(lightness.OrderDescending(), lightness);
        Assert.All(rising, gravest => AssertApart($"{gravest} and policy", Palette.Of(gravest), Palette.Of(Severity.Policy)));
    }

    [Fact]
    public void Text_can_be_read_on_what_it_stands_on()
    {
        Look[] looks = [.. Enum.GetValues<SpanKind>().Select(Palette.Of), .. Enum.GetValues<Severity>().Select(severity => Palette.Of((Severity?)severity))];
        Assert.All(looks, look => Assert.True(Math.Abs(Lightness(look.Fill) - Lightness(look.Text)) > 40, $"{look}"));
    }

    private static void AssertApart(string what, Look one, Look other) =>
        Assert.True(one.Hatch != other.Hatch || Math.Abs(Lightness(one.Fill) - Lightness(other.Fill)) >= ToldApart, what);

    // L* of CIE Lab: equal steps look equal.
    private static double Lightness(string hex)
    {
        var colour = SKColor.Parse(hex);
        var luminance = 0.2126 * Linear(colour.Red) + 0.7152 * Linear(colour.Green) + 0.0722 * Linear(colour.Blue);
        return luminance > 0.008856 ? 116 * Math.Cbrt(luminance) - 16 : 903.3 * luminance;
    }

    private static double Linear(byte channel) => channel / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
}
