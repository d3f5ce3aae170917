using Tracer.Analysis;
using Tracer.Reports.Text;

using Tracer.Testing;

namespace Tracer.Tests.Reports;

public sealed class TextReportTests
{
    private readonly ReclaimUnderAac2fea9 run = new();

    [Fact]
    public void A_violated_run_reads_as_written() => Golden.Matches(new TextReport().Text(run.Report), "tests/Tracer.Tests/Reports/Golden/violated.txt");

    [Fact]
    public void Behind_the_first_line_no_line_is_longer_than_a_mail_client_likes() =>
        Assert.All(new TextReport().Text(run.Report).Split('\n').Skip(1), line => Assert.InRange(line.Length, 0, 80));

    [Fact]
    public void Several_traces_have_a_block_each_and_a_line_of_totals()
    {
        var report = run.Report;
        Golden.Matches(
            new TextReport().Text(
                report,
                report with { Path = "b.dat", Verdict = TraceVerdict.Holds, Findings = [], PolicyRemarks = [], Rules = [Passed()] },
                TraceReport.Unreadable("notes.txt", "no trace: line 1 is 'Dear diary'; allowed: nettrace, ftrace text, trace.dat")),
            "tests/Tracer.Tests/Reports/Golden/several.txt");
    }

    [Fact]
    public void Only_the_first_of_each_reason_is_told_in_full()
    {
        var report = run.Report;
        var text = new TextReport().Text(report with { Findings = [.. Enumerable.Repeat(run.NoBracket, 73)] });
        Assert.Contains("\n  … and 72 more N01.no-bracket at #2409, #2409, #2409, #2409, #2409, …\n", text);
        Assert.Equal(1, text.Split("N01 violated at").Length - 1);
    }

    [Theory]
    [InlineData(false, "holds — 1 rule put to the test (3,211 times)")]
    [InlineData(true, "inconclusive — 3 events lost after #12 on CPU 1; 1 rule put to the test (3,211 times)")]
    public void The_first_line_says_it_whole(bool lossy, string line) =>
        Assert.Equal(line, VerdictLine.Of(run.Report with
        {
            Verdict = lossy ? TraceVerdict.Inconclusive : TraceVerdict.Holds,
            Completeness = lossy ? new Completeness(false, false, [new Gap(12, 1, 3)]) : Completeness.Whole,
            Findings = [],
            Rules = [Passed()],
        }));

    [Fact]
    public void A_trace_that_tested_nothing_says_so() =>
        Assert.Equal("inconclusive — nothing was put to the test", VerdictLine.Of(run.Report with { Verdict = TraceVerdict.Inconclusive, Findings = [], Rules = [] }));

    [Fact]
    public void Policy_counts_in_the_first_line_only_where_it_was_asked_for()
    {
        Assert.DoesNotContain("P04", VerdictLine.Of(run.Report));
        Assert.Contains("P04 once", VerdictLine.Of(run.Report with { Findings = [run.Policy] }));
    }

    [Fact]
    public void Places_are_lines_where_the_trace_is_a_text()
    {
        var text = new TextReport().Text(run.Report with { Origin = new TraceOrigin(TraceSourceKind.FtraceText, null, "6.1", KnownFrom.Probes, "only_end") });
        Assert.Contains("N01 violated at line 2 (core)", text);
        Assert.DoesNotContain("#24", text);
    }

    private static RuleResult Passed() => new(ReclaimUnderAac2fea9.N01, RuleVerdict.Holds, 3211, 0, 0, []);
}
