using Tracer.Analysis;
using Tracer.Testing.Captures;
using Tracer.Testing.Mutators;

namespace Tracer.Tests.Kernels;

/// <summary>Unmodified kernels, on which every finding is a false alarm until the lines prove otherwise.</summary>
public sealed class StockKernelTests
{
    public static TheoryData<string> Stock =>
        [.. Capture.All.Where(IsStock)];

    internal static bool IsStock(string name) => name.StartsWith("linux-", StringComparison.Ordinal) || name.Contains("control-", StringComparison.Ordinal);

    // What I12 finds here the lines prove.
    private const string ShortInvalidation = "linux-7.2/hugecow-kvm.trace";

    [Theory]
    [MemberData(nameof(Stock))]
    public void Nothing_is_found(string name)
    {
        var report = KernelCheck.OfFile(name);
        Assert.Equal(name == ShortInvalidation ? [new Breach(1939, "I12"), new Breach(2060, "I12")] : [], report.Breaches());
        Assert.Null(report.Error);
    }

    // 1935, 2056: ptep_clear_flush of 0x84000001480008a5, a leaf of 2 MiB; 1937, 2058: flush_tlb_mm_range, 4 KiB.
    [Fact]
    public void Copy_on_write_of_hugetlb_tells_of_one_small_page_of_each_entry()
    {
        var report = KernelCheck.OfFile(ShortInvalidation);
        Assert.Equal([0x6f0000000000UL, 0x6f0000200000UL], report.Findings.Select(finding => finding.Address.Value));
        Assert.All(report.Findings, finding =>
        {
            Assert.Equal((TableLevel.Pmd, PageSize.Pmd), (finding.Witnesses[0].Event.As<PteChanged>().Level, finding.Witnesses[0].Event.As<PteChanged>().Extent.Length));
            Assert.Equal(PageSize.Small, finding.Culprit.As<RangeInvalidated>().Extent.Length);
        });
    }

    [Theory]
    [InlineData("linux-6.1/cow-fork-kvm", "N01 N02 N03 N04 N05 L02 L04 I01 I02 I03 I05 I06")]
    [InlineData("linux-6.1/msync-mkclean-kvm", "N01 N02 N03 N04 N05 L02 L04")]
    [InlineData("linux-6.12/cow-fork-kvm", "N01 N02 N03 N04 N05 L02 L04 I02 I03")]
    [InlineData("linux-6.1/dontneed-kvm", "N01 N02 N03 N04 N05 L02 L04")]
    [InlineData("linux-6.1/mprotect-kvm", "N01 N02 N03 N04 N05 L02 L04")]
    [InlineData("linux-6.1/munmap-kvm", "N01 N02 N03 N04 N05 L02 L04")]
    [InlineData("linux-6.1/pageout-kvm-tgid", "N01 N02 N03 N04 N05 L02 L04")]
    [InlineData("linux-6.12/dontneed-kvm", "N01 N02 N03 N04 N05 L02 L04 I02 I03")]
    [InlineData("linux-6.12/mprotect-kvm", "N01 N02 N03 N04 N05 L02 L04")]
    [InlineData("linux-6.12/munmap-kvm", "N01 N02 N03 N04 N05 L02 L04")]
    [InlineData("planted/lockdep-both-control-mprotect-kvm", "N01 N02 N03 N04 N05 L02 L04 L07 L08")]
    [InlineData("planted/control-mprotect-seq-kvm", "N01 N02 N03 N04 N05 D02 D04 D05 D11")]
    public void Rules_are_put_to_the_test_and_hold(string name, string rules)
    {
        var report = KernelCheck.OfCapture(name);
        Assert.Equal(TraceVerdict.Holds, report.Verdict);
        Assert.All(rules.Split(' '), rule => Assert.Equal(RuleVerdict.Holds, report.Of(rule).Verdict));
    }

    // Counted with grep: `range_start` lines.
    [Theory]
    [InlineData("linux-6.1/cow-fork-kvm", 83)]
    [InlineData("linux-6.1/msync-mkclean-kvm", 256)]
    [InlineData("linux-6.12/cow-fork-kvm", 81)]
    public void Every_bracket_is_judged(string name, int brackets)
    {
        var report = KernelCheck.OfCapture(name);
        Assert.Equal(brackets, report.Of("N02").Checked);
        Assert.Equal(brackets, report.Of("N04").Checked);
    }

    [Fact]
    public void A_process_without_a_notifier_is_not_observable_rather_than_guilty()
    {
        var report = KernelCheck.OfCapture("linux-6.1/cow-fork-nokvm");
        Assert.Equal(0, report.Of("N01").Checked);
        Assert.Equal(0, report.Of("N01").Unjudged);
        Assert.All("N02 N03 N04 N05".Split(' '), rule => Assert.Equal(RuleVerdict.NotObservable, report.Of(rule).Verdict));
        Assert.Equal(RuleVerdict.Holds, report.Of("L02").Verdict);
    }

    [Theory]
    [InlineData("linux-6.1/LOST-overrun-oldest-dontneed-kvm.trace", 6893)]
    [InlineData("linux-6.1/LOST-pipe-cow-kvm.trace_pipe", 7535)]
    public void Lost_events_make_it_inconclusive(string name, long lost)
    {
        var report = KernelCheck.OfFile(name);
        Assert.Equal(TraceVerdict.Inconclusive, report.Verdict);
        Assert.Equal(lost, report.Completeness.Lost);
        Assert.DoesNotContain(report.Rules, result => result.Verdict == RuleVerdict.Holds);
    }

    // The kernel refused 6,639 events here, and its text says nothing of them: entries-in-buffer equals entries-written, and no marker.
    [Fact]
    public void Events_dropped_without_a_word_leave_a_trace_that_ends_in_the_middle()
    {
        var report = KernelCheck.OfFile("linux-6.1/LOST-dropped-newest-dontneed-kvm.trace");
        Assert.Equal(0, report.Completeness.Lost);
        Assert.True(report.Completeness.EndsInMiddle);
    }
}
