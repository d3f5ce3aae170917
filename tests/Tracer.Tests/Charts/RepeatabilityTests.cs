using System.Diagnostics;
using Tracer.Charts.Fonts;
using Tracer.Tests.Traces.Nettrace;
using Tracer.Tests.Cli;

namespace Tracer.Tests.Charts;

/// <summary>The same chart gives the same bytes: today, in another process, on a machine without a font.</summary>
[Collection(NettraceCollection.Name)]
public sealed class RepeatabilityTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    public static TheoryData<string, string> Charts => new MatrixTheoryData<string, string>(SampleCharts.All.Keys, PlotFile.Formats);

    [Theory]
    [MemberData(nameof(Charts))]
    public void In_one_process(string name, string format) =>
        Assert.Equal(Drawn.Bytes(SampleCharts.All[name](), format), Drawn.Bytes(SampleCharts.All[name](), format));

    [Theory]
    [InlineData("svg")]
    [InlineData("png")]
    public void In_two(string format)
    {
        var (here, there) = (traces.PathOf($"here.{format}"), traces.PathOf($"there.{format}"));
        Tool.Run("plot", traces.Violated, "-o", here).Done();
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "tracer.dll"), "plot", traces.Violated, "-o", there])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var tracer = Process.Start(start)!;
        tracer.WaitForExit();

        // Skia complains here of strokes that an SVG cannot hold.
        Assert.Equal("", tracer.StandardError.ReadToEnd());
        Assert.Equal(File.ReadAllBytes(here), File.ReadAllBytes(there));
    }

    [Theory]
    [InlineData(false, "DejaVu Sans")]
    [InlineData(true, "DejaVu Sans")]
    public void Letters_come_from_the_font_that_is_shipped(bool bold, string family)
    {
        ShippedFonts.Use();
        ShippedFonts.Use();

        Assert.Single(ScottPlot.Fonts.FontResolvers.OfType<ShippedFonts>());
        Assert.IsType<ShippedFonts>(ScottPlot.Fonts.FontResolvers[0]);
        Assert.Same(ShippedFonts.Face(bold), ScottPlot.Fonts.FontResolvers[0].CreateTypeface(ShippedFonts.Family, bold, italic: false));
        Assert.Equal((family, bold), (ShippedFonts.Face(bold).FamilyName, ShippedFonts.Face(bold).IsBold));
        Assert.Null(ScottPlot.Fonts.FontResolvers[0].CreateTypeface("Some other font", bold, italic: false));
    }

    [Fact]
    public void Charts_name_no_other_font()
    {
        foreach (var chart in SampleCharts.All.Values)
        {
            var svg = System.Text.Encoding.UTF8.GetString(Drawn.Bytes(chart(), "svg"));
            Assert.Equal(System.Text.RegularExpressions.Regex.Count(svg, "<text "), System.Text.RegularExpressions.Regex.Count(svg, $"font-family=\"{ShippedFonts.Family}, "));
            Assert.DoesNotContain("\r", svg);
            Assert.DoesNotContain("clip", svg);
        }
    }
}
