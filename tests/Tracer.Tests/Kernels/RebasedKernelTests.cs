using Tracer.Testing.Captures;

namespace Tracer.Tests.Kernels;

/// <summary>Real machines randomise where the kernel's memory lies, which must not change what is said of them.</summary>
public sealed class RebasedKernelTests
{
    public static TheoryData<string> Captures => [.. Capture.All];

    [Theory]
    [MemberData(nameof(Captures))]
    public void A_randomised_kernel_is_judged_as_one_that_is_not(string name)
    {
        var (plain, rebased) = (KernelCheck.OfFile(name), KernelCheck.OfText(Rebased.TextOf(name)));
        Assert.Equal(plain.Breaches(), rebased.Breaches());
        Assert.Equal(plain.Rules.Select(Counts), rebased.Rules.Select(Counts));
    }

    // The 512 entries that a collapse clears after range_end are of a table that is out of reach, whether or not locks tell which table that is.
    [Theory]
    [InlineData("linux-7.2/kaslr-thp-collapse-kvm.trace")]
    [InlineData("linux-6.1/thp-split-kvm.trace")]
    public void Where_locks_lie_apart_a_table_that_is_cut_off_is_known_by_its_place(string name)
    {
        var (plain, apart) = (KernelCheck.OfFile(name), KernelCheck.OfText(Rebased.Text(Rebased.WithLocksApart(Rebased.Original(name)))));
        Assert.Empty(apart.Breaches());
        Assert.All(["N01", "N03", "N05"], rule => Assert.Equal(plain.Of(rule).Checked, apart.Of(rule).Checked));
    }

    private static string Counts(RuleResult result) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{result.Rule.Id} {result.Verdict}: {result.Checked} checked, {result.Unjudged} unjudged, {result.Violations} broken");
}
