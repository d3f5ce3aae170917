using System.Text;
using System.Xml.Linq;
using Tracer.Analysis;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Charts;
using Tracer.Charts.Building;
using Tracer.Pages.Parts;
using Tracer.Pages.Timelines;

namespace Tracer.Pages;

/// <summary>
/// The report of one trace as a page: one HTML file that reads nothing else. Its findings are known from a first reading; a second one, through the replay,
/// gives what stands around them and the timeline.
/// </summary>
public sealed class ReportBuilder
{
    // A picture is some 50 KB, and a page is mailed around.
    private const int MostCharts = 6;
    private const int MostExplained = 60;
    private readonly TraceReport report;
    private readonly TimelineBuilder timeline;
    private readonly List<(Way Way, Surroundings Around, LaneChartBuilder? Chart)> told = [];

    public ReportBuilder(TraceReport report)
    {
        this.report = report;
        timeline = new TimelineBuilder(report);
        var ranking = Ranking.Of(report);
        foreach (var way in ranking.Counting.Concat(ranking.Remarks).SelectMany(cause => cause.Ways).Take(MostExplained))
            told.Add((way, new Surroundings(way.First), told.Count < MostCharts ? new LaneChartBuilder(way.First, report) : null));
    }

    /// <summary>Who takes the events of the second reading before the replay does.</summary>
    public IReadOnlyList<IEventSink> Sinks => [.. told.Select(of => of.Around)];

    /// <summary>Takes what the replay of the second reading sees, from its beginning on.</summary>
    public void ListenTo(Analyzer analyzer)
    {
        timeline.ListenTo(analyzer);
        foreach (var (_, _, chart) in told) chart?.ListenTo(analyzer);
    }

    /// <summary>Writes the page, once the trace has been read again.</summary>
    public void Write(Stream output)
    {
        FindingView[] views = [.. told.Select(of => new FindingView(of.Way, of.Around.Events, of.Chart is null ? null : Picture(of.Chart)))];
        Page.Write(report, timeline.Build(), views, output);
    }

    private static XElement Picture(LaneChartBuilder chart)
    {
        using var svg = new MemoryStream();
        PlotFile.Write(chart.Build(), "svg", svg);
        return XElement.Parse(Encoding.UTF8.GetString(svg.ToArray()));
    }
}
