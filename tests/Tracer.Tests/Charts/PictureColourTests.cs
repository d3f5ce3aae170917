using Tracer.Charts.Drawing;

namespace Tracer.Tests.Charts;

/// <summary>What a PNG shows where the chart says that something is.</summary>
public sealed class PictureColourTests
{
    [Theory]
    [InlineData("lanes")]
    [InlineData("lanes, busy")]
    [InlineData("lanes, every end")]
    public void Every_span_is_filled_with_the_colour_of_its_kind(string name)
    {
        var chart = (LaneChart)SampleCharts.All[name]();
        var drawn = new Drawn(chart);
        var places = drawn.Places.Where(place => place.Bottom - place.Top is > 16.5f and < 17.5f).ToList();
        foreach (var span in chart.Lanes.SelectMany(lane => lane.Spans))
        {
            var place = places[0];
            places.RemoveAt(0);
            Assert.Equal(span.Label, place.Words);
            var colour = span.IsMissing ? Palette.Violation : Palette.Of(span.Kind).Fill;
            Assert.True(drawn.Count(place.Left, place.Right, place.Top, place.Bottom, colour) > 8, $"{span.Label} is not filled");
        }

        Assert.Empty(places);
    }

    [Fact]
    public void The_violations_line_goes_through_all_lanes()
    {
        var chart = SampleCharts.Lanes(margin: 40);
        var drawn = new Drawn(chart);
        var culprit = drawn.Places.Single(place => place.Words == chart.Lanes.SelectMany(lane => lane.Marks).Single(mark => mark.IsCulprit).Label);
        var x = (culprit.Left + culprit.Right) / 2;
        foreach (var name in chart.Lanes.Select(lane => drawn.Texts.Single(text => text.Words == lane.Name)))
            Assert.True(drawn.Count(x - 2, x + 2, name.Top + 20, name.Top + 60, Palette.Violation) > 20, $"no line at {name.Words}");
        Assert.True(drawn.Count(culprit.Left - 6, culprit.Right + 6, culprit.Top - 6, culprit.Bottom + 6, Palette.Violation) > 100, "no ring");
    }

    [Fact]
    public void Each_end_has_a_look_of_its_own()
    {
        var drawn = new Drawn(SampleCharts.Ends());
        var looks = Enum.GetValues<SpanEnd>().Select(end =>
        {
            var place = drawn.Places.First(place => place.Words == $"{end}");
            return string.Join(',', Enumerable.Range(0, 40).SelectMany(dx => Enumerable.Range(0, 15).Select(dy => drawn.At(place.Right - 40 + dx, place.Top + 1 + dy))));
        }).ToArray();
        Assert.Equal(looks.Length, looks.Distinct().Count());
    }

    [Fact]
    public void A_bar_is_as_high_as_its_count()
    {
        var drawn = new Drawn(SampleCharts.All["rules"]());
        Assert.Equal(3, drawn.Places.Count);
        Assert.All(drawn.Places, place => Assert.True(drawn.Count(place.Left, place.Right, place.Top, place.Bottom, Palette.OfRule(place.Words[..3]).Fill) > 1000, place.Words));
        Assert.Single(drawn.Places.Select(place => place.Bottom - place.Top).Distinct());
    }

    [Fact]
    public void A_cell_is_shaded_by_the_gravest_rule_and_tells_all_of_them()
    {
        var drawn = new Drawn(SampleCharts.All["matrix"]());
        var worst = drawn.Places.Single(place => place.Words.StartsWith("reclaim under 4.12, driver kvm+gntdev: N01 on 956", StringComparison.Ordinal));
        Assert.Equal(Palette.Of(Severity.Critical).Fill, "#" + drawn.At(worst.Right - 30, worst.Bottom - 3).ToString()[3..]);
        Assert.Equal(12, drawn.Places.Count);
    }
}
