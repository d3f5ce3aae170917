using Tracer.Tests.Reports;

namespace Tracer.Tests.Charts;

/// <summary>Charts of every kind, by name.</summary>
internal static class SampleCharts
{
    public static IReadOnlyDictionary<string, Func<Chart>> All { get; } = new Dictionary<string, Func<Chart>>
    {
        ["lanes"] = () => Lanes(margin: 40),
        ["lanes, near"] = () => Lanes(margin: 2),
        ["lanes, busy"] = Busy,
        ["lanes, every end"] = Ends,
        ["violations"] = () => ViolationsChart.OverSequence(new ReclaimUnderAac2fea9().Report),
        ["rules"] = () => ViolationsChart.OfRules(new ReclaimUnderAac2fea9().Report),
        ["no findings"] = () => ViolationsChart.OverSequence(new ReclaimUnderAac2fea9().Report with { Findings = [] }),
        ["matrix"] = () => BreachMatrix.Of(BreachTable.Of(["4.12", "785373b4"], ["none", "kvm", "kvm+gntdev"], ["reclaim", "munmap"]), countPolicy: true),
        ["matrix, wide"] = () => BreachMatrix.Of(
            BreachTable.Of(
                ["4.12", "785373b4"], ["none", "kvm", "kvm+gntdev", "kvm+ib-umem-odp+gntdev+amd-iommu-v2"],
                ["reclaim", .. Enumerable.Range(1, 13).Select(i => $"a scenario with a long name {i}")]),
            countPolicy: true),
    };

    public static LaneChart Lanes(int margin)
    {
        var run = new ReclaimUnderAac2fea9();
        return Lanes(run.Report, run.NoBracket, run.Stream, margin);
    }

    public static LaneChart Busy()
    {
        var (report, finding, stream) = BusyTrace.Build();
        return Lanes(report, finding, stream, margin: 40);
    }

    /// <summary>A lane for each kind of span, with a span for each way to begin and to end.</summary>
    public static LaneChart Ends()
    {
        Lane[] lanes = [.. Enum.GetValues<SpanKind>().Select(kind => new Lane($"{kind}-1", 2, [.. Spans(kind)], [new Mark(10, MarkKind.Change, "clears", null, false)]))];
        var key = new KeyLine("Then", "nothing: every end is drawn");
        return new LaneChart(
            "Every end of every span", "A drawing that no trace makes.", new Axis("event", -0.5, 20.5, [.. Enumerable.Range(0, 21).Select(i => new Tick(i, $"{i}"))]),
            new Axis("task", -0.5, lanes.Length - 0.5, []), lanes, [], new Tick(10, "X00.reason"), [key], "1 event between #1 and #2 is not drawn.");
    }

    private static IEnumerable<Span> Spans(SpanKind kind)
    {
        yield return new Span(-0.5, 2, 0, kind, "began", BeganBefore: true, GoesOn: false, SpanEnd.Paired);
        foreach (var end in Enum.GetValues<SpanEnd>())
            yield return new Span(3 + (int)end * 4, 6 + (int)end * 4, 0, kind, $"{end}", BeganBefore: false, GoesOn: false, end);
        yield return new Span(1, 20.5, 1, kind, "goes on", BeganBefore: false, GoesOn: true, SpanEnd.Paired);
    }

    private static LaneChart Lanes(TraceReport report, Finding finding, EventStream stream, int margin)
    {
        var builder = new LaneChartBuilder(finding, report, new SequenceWindow(finding, margin, EventPlace.In(report)));
        stream.Replay(builder.ListenTo);
        return builder.Build();
    }
}
