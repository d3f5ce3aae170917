using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Brackets;

/// <summary>N16.</summary>
public sealed class PagesLiveAtStartTests : RuleTests<PagesLiveAtStart>
{
    private const string Mapped = "run · A alloc pfn=1 · A lock ptl1 · A set 0x1000 pfn=1 old=none · A unlock ptl1";

    [Theory]
    [InlineData("0x1000+1")]
    [InlineData("0x0+512")]
    [InlineData("all")]
    public void Holds_while_the_page_is_in_use(string range) => Holds($"{Mapped} · A start {range}");

    [Fact]
    public void Violated_when_it_is_freed_before_the_callbacks_have_returned() =>
        Violated("N16.freed", 8, [4, 7, 8], $"{Mapped} · A enter-start 0x1000+1 · A free pfn=1 · A start 0x1000+1");

    [Theory]
    [InlineData("0x0+512")]
    [InlineData("all")]
    public void Violated_wherever_in_the_range_it_is_mapped(string range) => Violated([7], $"{Mapped} · A free pfn=1 · A start {range}");

    [Fact]
    public void Violated_when_a_huge_page_is_freed() =>
        Violated([7], "run · A alloc pfn=512 · A lock pml1 · A set-huge 0x200000 pfn=512 old=none · A unlock pml1 · A free pfn=512 · A start 0x205000+1");

    [Theory]
    [InlineData("A free pfn=1 · A start 0x2000+1")] // another page
    [InlineData("A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A free pfn=1 · A start 0x1000+1")] // mapped no more
    [InlineData("A free pfn=1 · A start 0x1000+1 result=-11")] // refused
    [InlineData("A free pfn=1 · A start 0x1000+1 mm=2")]
    [InlineData("A release · A free pfn=1 · A start 0x1000+1")]
    public void Silent_where_the_range_maps_no_page(string steps) => Silent($"{Mapped} · {steps}");

    [Fact]
    public void Inconclusive_when_it_was_mapped_before_a_loss() => Silent($"{Mapped} · lost 3 · A free pfn=1 · A start 0x1000+1");
}
