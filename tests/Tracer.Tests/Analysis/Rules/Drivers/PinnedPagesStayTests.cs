using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Drivers;

/// <summary>D10.</summary>
public sealed class PinnedPagesStayTests : RuleTests<PinnedPagesStay>
{
    private const string Hfi1 = "run · D register hfi1 traits=range-start+pins-pages · D alloc pfn=7 · D map 0x1000 pfn=7 driver=hfi1";

    [Fact]
    public void Holds_when_the_entry_goes_before_the_page() => Holds($"{Hfi1} · D zap 0x1000 · D free pfn=7");

    [Fact]
    public void Violated_when_the_page_is_freed_under_its_entry() => Violated("D10.freed", 5, [4, 5], $"{Hfi1} · D free pfn=7");

    [Fact]
    public void Violated_once_though_the_entry_is_zapped_later() => Violated("D10.freed", 5, [4, 5], $"{Hfi1} · D free pfn=7 · D zap 0x1000");

    [Fact]
    public void Violated_at_the_end_of_the_use_that_the_entry_was_made_for_and_not_of_the_next() =>
        Violated([5], $"{Hfi1} · D free pfn=7 · D alloc pfn=7 · D free pfn=7");

    [Fact]
    public void Silent_of_a_driver_that_does_not_say_that_it_pins() =>
        Silent("run · D register kvm traits=range-start+range-end · D alloc pfn=7 · D map 0x1000 pfn=7 driver=kvm · D free pfn=7 · D zap 0x1000");

    [Fact]
    public void Silent_of_other_pages() => Silent($"{Hfi1} · D alloc pfn=8 · D free pfn=8");

    [Fact]
    public void Unjudged_when_the_page_is_not_shown() =>
        Unjudged("run · D register hfi1 traits=range-start+pins-pages · D map 0x1000 pfn=7 driver=hfi1 · D zap 0x1000");

    [Fact]
    public void Inconclusive_when_the_entry_was_set_before_a_loss() => Silent($"{Hfi1} · lost 1 · D free pfn=7");
}
