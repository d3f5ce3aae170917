using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Rules.Drivers.Invalidation;

/// <summary>Whatever a callback leaves of its range, exactly one of D11, D16, D17 and D18 names it.</summary>
public sealed class RemainsHaveOneNameTests
{
    // Pages 1 to 3 are the range, 4 and 5 lie behind it.
    [Theory]
    [InlineData("D11", "1", "")]
    [InlineData("D11", "3", "")]
    [InlineData("D11", "1 2 3", "")]
    [InlineData("D11", "1 2 3 4", "4")]
    [InlineData("D16", "1 2 3", "1 2")]
    [InlineData("D16", "1 3", "1")]
    [InlineData("D16", "1 4 5", "1 4")]
    [InlineData("D18", "1 2 3", "1")]
    [InlineData("D18", "1 2 3", "1 3")]
    [InlineData("", "1 2 3 4", "1 2 3")]
    [InlineData("", "4", "")]
    public void Of_small_entries(string rule, string mapped, string zapped) => Names(rule, RemainsOfRange.Callback(mapped, zapped));

    // A huge entry over 2 MiB to 4 MiB; the range is the page before it and its first.
    [Theory]
    [InlineData("D17", "D map 0x200000 level=pmd driver=kvm", "")]
    [InlineData("D17", "D map 0x1ff000 driver=kvm · D map 0x200000 level=pmd", "A zap 0x1ff000 · ")]
    [InlineData("D11", "D map 0x1ff000 driver=kvm · D map 0x200000 level=pmd", "")]
    [InlineData("D16", "D map 0x1ff000 driver=kvm · D map 0x200000 level=pmd", "A zap 0x200000 level=pmd · ")]
    public void Of_huge_entries(string rule, string mapped, string zapped) =>
        Names(rule, $"run · {RemainsOfRange.Kvm} · {mapped} · A cb-in kvm range-start 0x1ff000+2 · {zapped}A cb-out kvm range-start 0x1ff000+2");

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1 2")]
    [InlineData("2")]
    [InlineData("1 2 3")]
    [InlineData("1 2 3 4")]
    public void And_no_callback_has_two(string zapped) =>
        Assert.True(Broken(RemainsOfRange.Callback("1 2 3 4 5", zapped)).Count <= 1);

    private static void Names(string rule, string script) => Assert.Equal(rule.Length == 0 ? [] : [rule], Broken(script));

    private static IReadOnlyList<string> Broken(string script) =>
        [.. RuleCheck.Run(script, "4.14", "D11", "D16", "D17", "D18").Findings.Select(finding => finding.Rule.Id)];
}
