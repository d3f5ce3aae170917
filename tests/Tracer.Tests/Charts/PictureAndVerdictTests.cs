using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Charts;

/// <summary>What a finding calls open is drawn open, and the other way round.</summary>
public sealed class PictureAndVerdictTests
{
    private const int RandomScripts = 400;
    private const int FindingsOfACapture = 12;

    [Fact]
    public void A_bracket_that_was_given_up_with_its_lock_is_not_drawn_over_the_culprit()
    {
        var (report, charts) = Draw("run · A syscall x · A lock mmap · A start 0x1000+2 · A unlock mmap · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A ret");
        var finding = Assert.Single(report.Findings, finding => finding.Rule.Id == "N01");
        Assert.Empty(finding.OpenBrackets);
        var chart = charts[Array.IndexOf([.. report.Findings], finding)];
        var bracket = Assert.Single(Brackets(chart));
        Assert.Equal((SpanEnd.GivenUp, false), (bracket.End, bracket.GoesOn));
        Assert.True(bracket.To < chart.Violation.At);
    }

    [Fact]
    public void A_range_end_of_another_extent_ends_the_bracket_in_the_picture_too()
    {
        var (report, charts) = Draw("run · A op reclaim · A start 0x1000+2 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A op-end");
        var finding = Assert.Single(report.Findings, finding => finding.Rule.Id == "N03");
        Assert.Empty(finding.OpenBrackets);
        var bracket = Assert.Single(Brackets(charts[Array.IndexOf([.. report.Findings], finding)]));
        Assert.Equal((SpanEnd.Paired, false, false), (bracket.End, bracket.BeganBefore, bracket.GoesOn));
    }

    [Theory]
    [InlineData("I01", "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A only-end 0x1000+1")]
    [InlineData("N04", "run · A op reclaim · A lock anon1:r · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A unlock anon1 · A op-end")]
    [InlineData("N19", "run · A op reclaim · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 old=pfn1 · A set 0x1000 new=pfn1 · A unlock ptl1 · A op-end")]
    [InlineData("I06", "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A ir 0x1000+1 · A end 0x1000+1")]
    public void Of_a_breach_that_is_named_later_too(string rule, string script)
    {
        var (report, charts) = Draw(script);
        var finding = Assert.Single(report.Findings, finding => finding.Rule.Id == rule);
        AssertAgree(finding, charts[Array.IndexOf([.. report.Findings], finding)], report.Names, script);
    }

    [Fact]
    public void Whatever_a_script_does_picture_and_finding_agree()
    {
        var findings = 0;
        for (var seed = 1; seed <= RandomScripts; seed++)
        {
            var script = RandomScript(new Random(seed));
            var (report, charts) = Draw(script);
            foreach (var (finding, chart) in report.Findings.Zip(charts)) AssertAgree(finding, chart, report.Names, $"seed {seed}: {script}");
            findings += report.Findings.Count;
        }

        Assert.True(findings > RandomScripts, $"only {findings} findings in {RandomScripts} scripts");
    }

    [Theory]
    [InlineData("traces/kernel/planted/bug24-cow-fork-kvm.trace.txt.gz")]
    [InlineData("traces/kernel/planted/bug05-msync-mkclean-kvm.trace.txt.gz")]
    [InlineData("traces/engine/reclaim-aac2fea9-kvm.nettrace")]
    public void Of_a_capture_picture_and_finding_agree(string path)
    {
        var trace = RepositoryRoot.At(path);
        var report = TraceCheck.Run(trace, new CheckOptions());
        var findings = report.Findings.Take(FindingsOfACapture).ToArray();
        Assert.NotEmpty(findings);
        var builders = findings.Select(finding => new LaneChartBuilder(finding, report)).ToArray();
        TraceReplay.Run(trace, new CheckOptions(), analyzer => Array.ForEach(builders, builder => builder.ListenTo(analyzer)));
        foreach (var (finding, builder) in findings.Zip(builders)) AssertAgree(finding, builder.Build(), report.Names, path);
    }

    private static void AssertAgree(Finding finding, LaneChart chart, Names names, string where)
    {
        var at = chart.Violation.At;
        var lane = chart.Lanes.Single(lane => lane.Name == names.Of(finding.Culprit.Header.Task));
        var brackets = lane.Spans.Where(span => span is { Kind: SpanKind.Bracket, IsMissing: false }).ToArray();
        var around = brackets.Count(span => span.From < at && at < span.To);
        var touching = brackets.Count(span => span.From <= at && at <= span.To);
        var open = finding.OpenBrackets.Count(start => start.Header.Kind == EventKind.RangeStartReturned);
        Assert.True(around <= open && open <= touching,
            $"{finding.Reason.Code} at #{finding.Sequence} calls {open} brackets open, the picture draws {around} over it and {touching} up to it; {where}");
    }

    private static IEnumerable<Span> Brackets(LaneChart chart) => chart.Lanes.SelectMany(lane => lane.Spans).Where(span => span is { Kind: SpanKind.Bracket, IsMissing: false });

    private static (TraceReport Report, LaneChart[] Charts) Draw(string script)
    {
        var report = RuleCheck.Run(script);
        var builders = report.Findings.Select(finding => new LaneChartBuilder(finding, report, new SequenceWindow(finding, margin: 100))).ToArray();
        var replay = new Analyzer([]);
        foreach (var builder in builders) builder.ListenTo(replay);
        replay.Begin(EraOf.Named("4.14"));
        var trace = Script.Parse(script);
        replay.Accept([.. trace.Naming, .. trace.Events]);
        replay.Finish();
        return (report, [.. builders.Select(builder => builder.Build())]);
    }

    // Two tasks that do, in any order, what brackets, locks and changes are made of; not all of it in order.
    private static string RandomScript(Random random)
    {
        var steps = new List<string> { "run" };
        for (var i = random.Next(6, 24); i > 0; i--)
        {
            var page = $"0x{random.Next(1, 4)}000";
            var verb = random.Next(12) switch
            {
                0 => "op reclaim",
                1 => "op-end",
                2 or 3 => $"start {page}+{random.Next(1, 3)}",
                4 => $"only-end {page}+{random.Next(1, 3)}",
                5 => $"end {page}+{random.Next(1, 3)}",
                6 => "lock ptl1",
                7 => "unlock ptl1",
                8 => "lock mmap",
                9 => "unlock mmap",
                10 => $"ir {page}+1",
                _ => $"clear {page}",
            };
            steps.Add($"{(random.Next(2) == 0 ? 'A' : 'B')} {verb}");
        }

        return string.Join(" · ", steps);
    }
}
