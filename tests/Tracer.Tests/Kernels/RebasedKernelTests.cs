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

    private static string Counts(RuleResult result) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{result.Rule.Id} {result.Verdict}: {result.Checked} checked, {result.Unjudged} unjudged, {result.Violations} broken");
}
