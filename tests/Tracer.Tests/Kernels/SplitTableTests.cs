using Tracer.Analysis;

namespace Tracer.Tests.Kernels;

public sealed class SplitTableTests
{
    // __split_huge_pmd fills a table that nobody reaches yet; the store that puts it into its place is not probed on 6.1.
    // What is later zapped in that table (line 8987 on: more than 1,000 entries of two tables) is judged like any other change.
    [Theory]
    [InlineData("linux-6.1/thp-split-kvm.trace")]
    [InlineData("linux-6.1/thp-split-kvm.report")]
    public void Entries_of_a_table_that_a_split_made_are_judged(string capture)
    {
        var report = KernelCheck.OfFile(capture);
        Assert.Equal(TraceVerdict.Holds, report.Verdict);
        Assert.InRange(report.Of("N01").Checked, 1008, long.MaxValue);
        Assert.InRange(report.Of("L02").Checked, 512 + 1008, long.MaxValue);
    }
}
