using System.Globalization;
using System.Xml.Linq;
using Tracer.Analysis;
using Tracer.Reports.Charts;
using Tracer.Reports.Charts.Svg;

namespace Tracer.Tests.Reports;

public sealed class SvgTextTests
{
    public static TheoryData<string> Charts => ["reclaim", "reclaim, near", "busy", "over the run", "matrix", "matrix, wide"];

    [Theory]
    [MemberData(nameof(Charts))]
    public void No_text_lies_on_another_or_leaves_the_page(string name)
    {
        using var bytes = new MemoryStream();
        new SvgRenderer().Render(Chart(name), bytes);
        bytes.Position = 0;
        var root = XDocument.Load(bytes).Root!;
        var boxes = root.Descendants().Where(element => element.Name.LocalName == "text" && element.Attribute("transform") is null).Select(Box.Of).ToArray();
        Assert.All(boxes, box => Assert.True(box.Left >= 0 && box.Right <= 1200 && box.Bottom <= Number(root, "height"), $"'{box.Text}' leaves the page"));
        for (var i = 0; i < boxes.Length; i++)
            for (var j = 0; j < i; j++) Assert.False(boxes[i].Overlaps(boxes[j]), $"'{boxes[i].Text}' lies on '{boxes[j].Text}'");
    }

    private static Chart Chart(string name)
    {
        var run = new ReclaimUnderAac2fea9();
        var (report, finding) = (run.Report, run.NoBracket);
        var stream = run.Stream;
        if (name == "over the run") return ViolationsChart.OverSequence(report);
        if (name == "matrix") return BreachMatrix.Of(BreachTable.Of(["4.12", "785373b4"], ["none", "kvm", "kvm+gntdev"], ["reclaim", "munmap"]), countPolicy: true);
        if (name == "matrix, wide")
        {
            string[] scenarios = ["reclaim", .. Enumerable.Range(1, 13).Select(i => $"a scenario with a long name {i}")];
            return BreachMatrix.Of(BreachTable.Of(["4.12", "785373b4"], ["none", "kvm", "kvm+gntdev", "kvm+ib-umem-odp+gntdev+amd-iommu-v2"], scenarios), countPolicy: true);
        }

        if (name == "busy") (report, finding, stream) = BusyTrace.Build();
        var builder = new LaneChartBuilder(finding, report, new SequenceWindow(finding, name == "reclaim, near" ? 2 : 40));
        stream.Feed(builder);
        return builder.Build();
    }

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    // A little narrower than what the drawing reckons with, as fonts are.
    private sealed record Box(string Text, double Left, double Right, double Top, double Bottom)
    {
        public static Box Of(XElement text)
        {
            var size = Number(text, "font-size");
            var width = text.Value.Length * size * 0.58;
            var left = Number(text, "x") - text.Attribute("text-anchor")?.Value switch { "middle" => width / 2, "end" => width, _ => 0 };
            return new Box(text.Value, left, left + width, Number(text, "y") - size * 0.75, Number(text, "y"));
        }

        public bool Overlaps(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }
}
