namespace Tracer.Tests.Charts;

/// <summary>What is written in a picture, and where: SVG and PNG are drawn by the same strokes, and the SVG tells its texts.</summary>
public sealed class PictureTextTests
{
    public static TheoryData<string> Charts => [.. SampleCharts.All.Keys];

    [Theory]
    [MemberData(nameof(Charts))]
    public void No_text_lies_on_another_or_leaves_the_page(string name)
    {
        var drawn = new Drawn(SampleCharts.All[name]());
        var upright = drawn.Texts.Where(text => !text.IsTurned).ToArray();
        Assert.All(upright, text => Assert.True(text.Left >= 0 && text.Right <= drawn.Width && text.Bottom <= drawn.Height, $"'{text.Words}' leaves the page"));
        for (var i = 0; i < upright.Length; i++)
            for (var j = 0; j < i; j++) Assert.False(upright[i].Overlaps(upright[j]), $"'{upright[i].Words}' lies on '{upright[j].Words}'");
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public void Title_subtitle_and_the_names_of_the_axes_are_written(string name)
    {
        var chart = SampleCharts.All[name]();
        var drawn = new Drawn(chart);
        string[] names = chart is MatrixChart ? [chart.X.Label] : [chart.X.Label, chart.Y.Label];
        foreach (var words in names) Assert.Contains(words, drawn.Texts.Select(text => text.Words));

        // What is wider than the page goes on on the next line.
        foreach (var words in (string[])[chart.Title, chart.Subtitle]) Assert.Contains(words, string.Join(' ', drawn.Texts.Select(text => text.Words)), StringComparison.Ordinal);
        Assert.Equal(chart.Title, drawn.Title);
        Assert.StartsWith(chart.Subtitle, drawn.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_lane_chart_everything_that_is_data_is_written_or_told()
    {
        var chart = SampleCharts.Lanes(margin: 2);
        var drawn = new Drawn(chart);
        var written = drawn.Texts.Select(text => text.Words).ToArray();

        Assert.Contains(chart.Violation.Label, written);
        Assert.Contains("≈", written);
        Assert.Contains(chart.LeftOut, written);
        Assert.All(chart.Lanes, lane => Assert.Contains(lane.Name, written));
        Assert.All(chart.Lanes.SelectMany(lane => lane.Marks).Where(mark => mark.Tag is not null), mark => Assert.Contains(mark.Tag, written));
        Assert.All(chart.Key.Where(line => line.Lead != ""), line => Assert.Contains(line.Lead, written));
        Assert.All(chart.Key, line => Assert.Contains(line.Text, drawn.Description, StringComparison.Ordinal));
        var page = string.Join(' ', written);
        Assert.All(chart.Key, line => Assert.Contains(line.Text, page, StringComparison.Ordinal));
        Assert.Equal(
            chart.Lanes.SelectMany(lane => lane.Spans.Select(span => span.Label).Concat(lane.Marks.Select(mark => mark.Label))).Order(),
            drawn.Places.Select(place => place.Words).Order());
        Assert.Contains("2409", written);
    }

    [Fact]
    public void A_key_names_what_is_drawn_and_nothing_else()
    {
        var written = new Drawn(SampleCharts.Lanes(margin: 40)).Texts.Select(text => text.Words).ToArray();
        Assert.Contains("page-table lock", written);
        Assert.Contains("never ended", written);
        Assert.DoesNotContain("bracket open", written);
        Assert.DoesNotContain("end not seen, given up", written);

        var every = new Drawn(SampleCharts.Ends()).Texts.Select(text => text.Words).ToArray();
        foreach (var words in new[] { "bracket open", "began before", "ends later", "end not seen, given up", "end not seen, disproved", "never ended" }) Assert.Contains(words, every);
    }

    [Fact]
    public void What_no_file_may_hold_is_written_by_its_number()
    {
        var chart = SampleCharts.Ends() with { Title = "a\u0001<&\"b\ud800c" };
        Assert.StartsWith("a\\u0001<&\"b\\ud800c", new Drawn(chart).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void The_violations_line_does_not_cross_its_name()
    {
        var drawn = new Drawn(SampleCharts.Lanes(margin: 40));
        var name = drawn.Texts.Single(text => text.Words == "N01.no-bracket");
        Assert.Equal(0, drawn.Count(name.Left, name.Right, name.Top, name.Bottom, "#000000"));
        Assert.True(drawn.Count(name.Left, name.Right, name.Top, name.Bottom, "#ffffff") > 100);
    }
}
