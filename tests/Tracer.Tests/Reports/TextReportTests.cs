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
    public void Several_traces_have_a_block_each_and_a_line_of_totals() =>
        Golden.Matches(new TextReport { IsVerbose = true }.Text(Several()), "tests/Tracer.Tests/Reports/Golden/several.txt");

    [Fact]
    public void Several_traces_have_a_line_each() => Golden.Matches(new TextReport().Text(Several()), "tests/Tracer.Tests/Reports/Golden/summary.txt");

    private TraceReport[] Several()
    {
        var report = run.Report;
        return
        [
            report,
            report with { Path = "b.dat", Verdict = TraceVerdict.Holds, Findings = [], PolicyRemarks = [], Rules = [Passed()] },
            report with
            {
                Path = "c.txt", Verdict = TraceVerdict.Inconclusive, Findings = [], PolicyRemarks = [], Rules = [], Completeness = new Completeness(true, true, [new Gap(12, 1, 3)]),
                Origin = new TraceOrigin(TraceSourceKind.Nettrace, null, "6.12", KnownFrom.Option) { Contradiction = "its probes are of Linux 4.15-6.5: only_end" },
            },
            TraceReport.Unreadable("notes.txt", "no trace: line 1 is 'Dear diary'; allowed: nettrace, ftrace text, trace.dat"),
        ];
    }

    [Fact]
    public void Only_the_first_of_each_reason_is_told_in_full()
    {
        var report = run.Report;
        var text = new TextReport().Text(report with { Findings = [.. Enumerable.Repeat(run.NoBracket, 73)] });
        Assert.Contains("\n  … and 72 more N01.no-bracket (findings 73 to 73) at", text);
        Assert.Equal(1, text.Split("N01 ChangeLiesInsideBracket (critical, core) violated at").Length - 1);
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
        Assert.Contains("N01 ChangeLiesInsideBracket (critical, core) violated at line 2:", text);
        Assert.DoesNotContain("#24", text);
    }

    [Fact]
    public void What_was_not_understood_is_told()
    {
        var text = Flat(run.Report with
        {
            Completeness = Completeness.Whole with
            {
                Unread =
                [
                    new UnreadLines("dev_pte_set", 1120, UnreadReason.UnknownName), new UnreadLines("move_page_tables", 54, UnreadReason.NoUserAddress, "old"),
                    new UnreadLines("read_begin", 6, UnreadReason.UnknownName), new UnreadLines("spin_lock", 1, UnreadReason.FieldMissing, "lock"),
                    .. "abc".Select(name => new UnreadLines($"{name}", 1, UnreadReason.UnknownName)),
                ],
            },
        });
        Assert.Contains(
            " Unread move_page_tables old= is not a user address in 54 lines: is the probe's argument list that of this kernel?; 1 line of spin_lock lacks lock; "
            + "probes that mean nothing here: dev_pte_set (1,120 lines), read_begin (6 lines), a (1 line) and 2 more (2 lines) ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "to observe N01: register, register_ret; kvm_tdp_mmu_spte_changed (not probed, or never fired) ")]
    [InlineData(4624, "to observe N01: register, register_ret (not probed, or never fired); kvm_tdp_mmu_spte_changed fired 4,624 times, but no memslots marker says where guest memory lies ")]
    public void What_lacks_to_observe_a_rule_is_told_as_it_is(long fired, string advice) =>
        Assert.Contains(advice, Flat(run.Report with
        {
            Rules = [Passed() with { Verdict = RuleVerdict.NotObservable, Missing = EventKindSet.Of(EventKind.SecondaryMapped, EventKind.NotifierRegistered) }],
            Probes = new Dictionary<EventKind, string?> { [EventKind.SecondaryMapped] = "kvm_tdp_mmu_spte_changed", [EventKind.NotifierRegistered] = "register, register_ret" },
            Completeness = Completeness.Whole with { Unread = fired == 0 ? [] : [new UnreadLines("kvm_tdp_mmu_spte_changed", fired, UnreadReason.GuestMemoryUnknown)] },
        }), StringComparison.Ordinal);

    private static string Flat(TraceReport report) => string.Join(' ', new TextReport().Text(report).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)) + " ";

    private static RuleResult Passed() => new(ReclaimUnderAac2fea9.N01, RuleVerdict.Holds, 3211, 0, 0, []);
}
