using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Oracles;

/// <summary>S02.</summary>
public sealed class NoUseOfFormerPageTests : RuleTests<NoUseOfFormerPage>
{
    [Theory]
    [InlineData("A set 0x1000 pfn=7 rw old=none · D access 0x1010 pfn=7")]
    [InlineData("A set-huge 0x200000 pfn=1024 rw old=none · D access 0x203000 pfn=1027")]
    [InlineData("A op munmap · A clear 0x1000 · D access 0x1000 pfn=1")]
    [InlineData("A op munmap · A clear 0x1000 · B op other · B op-end · D access 0x1000 pfn=1")]
    public void Holds_with_the_page_of_the_entry_and_until_the_operation_that_took_it_is_over(string steps) => Holds($"run · {steps}");

    [Fact]
    public void Holds_while_who_zapped_the_page_has_not_returned_though_another_task_has_a_new_one_there() =>
        Holds("run · A op madvise-dontneed · A clear 0x1000 fn=zap_pte_range · B set 0x1000 pfn=8 rw · D access 0x1000 pfn=1");

    [Fact]
    public void Violated_when_the_address_has_another_page_and_who_zapped_the_first_has_returned() =>
        Violated("S02.remapped", 6, [4, 6], "run · A op madvise-dontneed · A clear 0x1000 fn=zap_pte_range · B set 0x1000 pfn=8 rw · A op-end · D access 0x1000 pfn=1");

    [Fact]
    public void Violated_when_the_address_has_another_page() =>
        Violated("S02.remapped", 5, [4, 5], "run · A lock ptl1 · A clear 0x1000 · A set 0x1000 pfn=8 rw · D access 0x1000 pfn=1");

    [Fact]
    public void Violated_when_a_small_entry_has_replaced_part_of_a_huge_page() =>
        Violated("S02.remapped", 5, [4, 5],
            "run · A set-huge 0x200000 pfn=1024 rw old=none · A install 0x200000 pfn=9 · A set 0x201000 pfn=8 rw old=none · D access 0x201000 pfn=1025");

    [Fact]
    public void Violated_when_the_operation_that_took_the_page_away_is_over() =>
        Violated("S02.gone", 5, [3, 5], "run · A op munmap · A clear 0x1000 · A op-end · D access 0x1000 pfn=1");

    [Fact]
    public void Silent_of_a_driver_that_pins_its_pages() =>
        Silent("run · D register scif traits=range-start+pins-pages · A set 0x1000 pfn=8 rw · D access 0x1000 pfn=1 driver=scif");

    [Theory]
    [InlineData("run · D access 0x1000 pfn=1")]
    [InlineData("run · A set 0x1000 pfn=8 rw mm=2 · D access 0x1000 pfn=1")]
    [InlineData("A set 0x1000 pfn=8 rw · D access 0x1000 pfn=1")]
    [InlineData("run · A set 0x1000 pfn=8 rw · lost 1 · D access 0x1000 pfn=1")]
    public void Unjudged_when_the_entry_is_not_shown_or_may_have_changed_since(string script) => Unjudged(script);
}
