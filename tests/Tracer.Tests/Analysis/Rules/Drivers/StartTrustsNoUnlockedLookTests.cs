using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Drivers;

/// <summary>D24.</summary>
public sealed class StartTrustsNoUnlockedLookTests : RuleTests<StartTrustsNoUnlockedLook>
{
    private const string Mapped = "D24.mapped";
    private const string Start = "run · A cb-in gntdev range-start 0x1000+1";

    [Theory]
    [InlineData("A read 0x1000 Entry=pfn7")]
    [InlineData("A read 0x1000 Entry=pfn7 · A zap 0x1000 pfn=7")]
    [InlineData("A look-up 0x1000 pfn=7")]
    public void Holds_when_the_callback_only_looks(string steps) => Holds($"{Start} · {steps} · A cb-out gntdev range-start 0x1000+1");

    [Fact]
    public void Violated_when_it_maps_the_page_of_an_entry_that_it_read() =>
        Violated(Mapped, 4, [3, 4], $"{Start} · A read 0x1000 Entry=pfn7 · A map 0x1000 pfn=7 driver=gntdev");

    [Fact]
    public void Violated_when_it_maps_a_page_that_it_looked_up() =>
        Violated(Mapped, 4, [3, 4], $"{Start} · A look-up 0x1000 pfn=7 driver=gntdev · A map 0x1000 pfn=7");

    [Theory]
    [InlineData("A map 0x1000 pfn=7 driver=gntdev")]
    [InlineData("A read 0x1000 Entry=pfn7 · A map 0x1000 pfn=8 driver=gntdev")]
    [InlineData("A lock ptl1 · A read 0x1000 Entry=pfn7 · A map 0x1000 pfn=7 driver=gntdev · A unlock ptl1")]
    [InlineData("B read 0x1000 Entry=pfn7 · B map 0x1000 pfn=7 driver=gntdev")]
    public void Silent_of_what_was_not_read_in_the_callback_without_the_lock(string steps) => Silent($"{Start} · {steps}");

    [Fact]
    public void Silent_of_other_callbacks() =>
        Silent("run · A cb-in amd invalidate-range 0x1000+1 · A read 0x1000 Entry=pfn7 · A map 0x1000 pfn=7 driver=amd · A cb-out amd invalidate-range 0x1000+1");

    [Fact]
    public void Inconclusive_after_a_loss() => Silent($"{Start} · A read 0x1000 Entry=pfn7 · lost 1 · A map 0x1000 pfn=7 driver=gntdev");
}
