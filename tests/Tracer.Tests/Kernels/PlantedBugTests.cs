using Tracer.Analysis;

namespace Tracer.Tests.Kernels;

/// <summary>Real kernels with one planted bug: lines and counts are those of whoever planted it, found by scripts of his own.</summary>
public sealed class PlantedBugTests
{
    /// <summary>Capture, rule that must break, the first lines at which it does, how often; and what else may break, for the same breach.</summary>
    public static TheoryData<string, string, long[], long, string> Planted => new()
    {
        { "bug01-cow-fork-kvm", "N01", [1342, 1456, 1623], 73, "N11 C04" },
        { "bug01-cow-fork-kvm", "N11", [1346, 1460, 1627], 73, "N01 C04" },
        { "bug02-cow-fork-kvm", "N03", [944, 1658, 1731], 71, "C04" },
        { "bug03-cow-fork-kvm", "N02", [1642, 1721, 1794], 71, "" },
        { "bug06-msync-mkclean-kvm", "N07", [229, 316, 373], 256, "N05" },
        { "bug06-msync-mkclean-kvm", "N05", [252, 339, 396], 256, "N07" },
        { "bug08-pageout-kvm", "I01", [2158, 2259, 2351], 128, "" },
        { "bug20-mprotect-early-kvm", "D11", [1185, 1312, 1428], 4, "" },
        { "bug22-mprotect-seq-kvm", "D04", [1348, 1877, 2368], 4, "" },
        { "bug24-cow-fork-kvm", "L08", [967, 1032, 1097], 78, "" },
        { "bug27-mprotect-kvm", "L04", [182, 183, 192], 160, "" },

        { "bug30-cow-early-kvm", "N01", [1243, 1245, 1247], 75, "" },

        // 80 entries, each taken away and put back, which is one change; of the 80 first stores the scripts count the 48 after which the entry is another.
        { "bug09-mprotect-kvm", "L02", [136, 147, 158], 80, "" },

        // page->ptl is a pointer here. Line 554 comes before the first store under the lock, which shows whose it is: the beginning is read twice.
        { "lockdep-both-bug09-mprotect-kvm", "L02", [554, 599, 644], 40, "" },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_bug_is_named_where_it_was_planted(string capture, string rule, long[] firstLines, long count, string allowed)
    {
        var report = KernelCheck.OfCapture("planted/" + capture);
        Assert.Equal(TraceVerdict.Violated, report.Verdict);
        Assert.Equal(firstLines, report.Findings.Where(finding => finding.Rule.Id == rule).Take(firstLines.Length).Select(finding => finding.Line()));
        Assert.Equal(count, report.Of(rule).Violations);
        Assert.Empty(report.Rules.Where(result => result.Violations > 0).Select(result => result.Rule.Id).Except([rule, .. allowed.Split(' ')]));
    }

    // The first store, on line 223, comes before the first call that shows that the address space has a notifier, on line 231: it is not judged.
    [Theory]
    [InlineData("N01", 253)]
    [InlineData("N11", 261)]
    public void Writeback_without_a_bracket_is_named_once_the_notifier_shows(string rule, long firstLine)
    {
        var report = KernelCheck.OfCapture("planted/bug05-msync-mkclean-kvm");
        Assert.Equal("N01 127, N11 127", report.Broken());
        Assert.Equal(firstLine, report.Findings.First(finding => finding.Rule.Id == rule).Line());
    }
}
