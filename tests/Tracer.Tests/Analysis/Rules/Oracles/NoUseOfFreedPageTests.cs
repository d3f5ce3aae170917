using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Rules.Oracles;

/// <summary>S01.</summary>
public sealed class NoUseOfFreedPageTests : RuleTests<NoUseOfFreedPage>
{
    [Theory]
    [InlineData("D map 0x1000 pfn=7 · D access 0x1000 w")]
    [InlineData("D map 0x1000 pfn=7 · D zap 0x1000 · A free pfn=7")]
    [InlineData("A free pfn=7 · A alloc pfn=7 · D map 0x1000 pfn=7 · D access 0x1000")]
    public void Holds_when_the_page_is_the_one_that_was_mapped(string steps) => Holds($"run · A alloc pfn=7 · {steps}");

    [Fact]
    public void Violated_when_the_page_was_freed() =>
        Assert.Equal(FindingKind.Outcome,
            Violated("S01.freed", 5, [4, 5], "run · A alloc pfn=7 · D map 0x1000 pfn=7 · A free pfn=7 · D access 0x1000").Kind);

    [Fact]
    public void Violated_when_the_page_was_handed_out_again() =>
        Violated("S01.reused", 6, [6], "run · A alloc pfn=7 · D map 0x1000 pfn=7 · A free pfn=7 · B alloc pfn=7 · D access 0x1000");

    [Fact]
    public void Violated_when_the_entry_to_a_freed_page_is_found_at_last() =>
        Violated("S01.zap-freed", 5, [4, 5], "run · A alloc pfn=7 · D map 0x1000 pfn=7 · A free pfn=7 · D zap 0x1000");

    [Fact]
    public void Violated_when_a_part_of_a_huge_page_is_free_at_the_zap() =>
        Violated("S01.zap-freed", 4, [3, 4], "run · A alloc pfn=512 order=9 · A free pfn=600 · D zap 0x200000 pfn=512 level=pmd");

    [Fact]
    public void Violated_by_any_page_of_a_block() =>
        Violated("S01.freed", 4, [3, 4], "run · A alloc pfn=512 order=9 · A free pfn=512 order=9 · D access 0x1000 pfn=600 generation=2");

    [Theory]
    [InlineData("run · D access 0x1000 pfn=7")]
    [InlineData("run · A alloc pfn=7 · A free pfn=7 · lost 1 · D access 0x1000 pfn=7")]
    public void Unjudged_when_the_page_s_beginning_is_not_shown(string script) => Unjudged(script);

    [Fact]
    public void Confirms_the_last_breach_that_speaks_of_the_page()
    {
        var report = RuleCheck.Run(
            "run · A alloc pfn=1 · D map 0x1000 pfn=1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A free pfn=1 · D access 0x1000 · D access 0x2000 pfn=1 generation=2");
        var breach = Assert.Single(report.Findings, finding => finding.Rule.Id == "N01");
        Assert.Equal([8], breach.ConfirmedBy.Select(outcome => (int)outcome.Sequence));
    }
}
