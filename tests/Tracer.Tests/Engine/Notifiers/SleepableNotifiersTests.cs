using Tracer.Analysis;

namespace Tracer.Tests.Engine.Notifiers;

/// <summary>The argument of January 2010 as runs: what has to go before callbacks may sleep, and what each step leaves. The driver that sleeps is InfiniBand's.</summary>
public sealed class SleepableNotifiersTests
{
    private const string Srcu = "notifier-list=srcu";
    private const string GatherAfterStart = Srcu + " gather-place=after-start";
    private const string SleepingLocks = GatherAfterStart + " i-mmap-lock=mutex anon-vma-lock=mutex";

    // As it was: the list is walked under RCU.
    [Theory]
    [InlineData("munmap", "L10")]
    [InlineData("truncate", "L10")]
    [InlineData("madvise-dontneed", "L10")]
    public void Under_rcu_no_callback_may_sleep(string path, string rule) => Assert.Equal([rule], Broken(path, "2.6.34", ""));

    // The SRCU patch alone: munmap calls range_start with preemption off.
    [Theory]
    [InlineData("munmap", "L09")]
    [InlineData("truncate", "L09")]
    [InlineData("exit", "L09")]
    public void Under_srcu_alone_the_gather_forbids_it(string path, string rule) => Assert.Equal([rule], Broken(path, "2.6.34", Srcu));

    // Jack Steiner's patch on top: "basically you missed truncate".
    [Theory]
    [InlineData("munmap", "")]
    [InlineData("exit", "")]
    [InlineData("madvise-dontneed", "")]
    [InlineData("truncate", "L11")]
    public void With_the_gather_after_range_start_truncate_alone_forbids_it(string path, string rule) =>
        Assert.Equal(Words(rule), Broken(path, "2.6.34", GatherAfterStart));

    [Theory]
    [InlineData("munmap")]
    [InlineData("exit")]
    [InlineData("madvise-dontneed")]
    [InlineData("truncate")]
    public void With_sleeping_locks_of_the_reverse_map_all_may(string path) => Assert.Empty(Broken(path, "2.6.34", SleepingLocks));

    // "My pmdp_clear_flush_notify with transparent hugepage will give some trouble".
    [Theory]
    [InlineData("range-under-lock", true)]
    [InlineData("invalidate-hugepage", false)]
    [InlineData("range-around", false)]
    public void A_range_of_a_huge_page_is_called_under_the_page_table_lock_unless_there_is_a_callback_for_it(string choice, bool isFound)
    {
        foreach (var path in (string[])["cow", "reclaim"])
        {
            var broken = Broken(path, "2.6.39", $"{SleepingLocks} huge-notify={choice}", "kvm");
            Assert.Equal(isFound, broken.Contains("N02"));
            Assert.Equal(isFound, broken.Contains("L04"));
        }
    }

    // The rules of who may sleep where; how the driver guards its entries is not the argument.
    private static SortedSet<string> Broken(string path, string protocol, string changes, string driver = "ib-umem-odp")
    {
        var simulation = Requests.Prepare(path, protocol, [driver], Words(changes));
        var origin = new TraceOrigin(TraceSourceKind.Engine, protocol, null, KnownFrom.Header);
        var (analyzer, broken) = (new Analyzer(), new SortedSet<string>(StringComparer.Ordinal));
        for (ulong seed = 1; seed <= 100; seed++)
        {
            analyzer.Begin(EraOf.Origin(origin));
            simulation.Run(seed, analyzer);
            var report = analyzer.Finish("run", origin, Completeness.Whole, new Names());
            broken.UnionWith(report.Findings.Select(finding => finding.Rule.Id).Where(rule => rule[0] == 'L' || rule is "N02" or "P02"));
        }

        return broken;
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
