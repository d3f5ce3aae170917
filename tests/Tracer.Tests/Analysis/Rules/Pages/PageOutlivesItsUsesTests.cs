using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Rules.Pages;

/// <summary>T03.</summary>
public sealed class PageOutlivesItsUsesTests : RuleTests<PageOutlivesItsUses>
{
    private const string Kvm = "run · R register kvm traits=range-start+range-end+counts+invalidate-page · ";
    private const string Iommu = "run · R register iommu traits=invalidate-range+invalidate-page+shares-page-table · ";
    private const string NotFlushed = "T03.not-flushed";
    private const string Gathered = "A gather 0x1000+1 · A lock ptl1 · A clear 0x1000 old=pfn7 fn=unmap_page_range · A unlock ptl1 · A clear 0x2000 fn=unmap_page_range · ";
    private const string Clear = "A lock ptl1 · A clear 0x1000 old=pfn7 · A unlock ptl1 · ";

    [Theory]
    [InlineData("run · " + Clear + "A flush 0x1000+1 · ")]
    [InlineData("run · " + Clear + "B flush all · ")]
    [InlineData(Kvm + "A start 0x1000+1 · " + Clear + "A flush 0x1000+1 · A end 0x1000+1 · ")]
    [InlineData(Kvm + Clear + "A flush 0x1000+1 · B start 0x0+16 · ")]
    [InlineData(Kvm + Clear + "A flush 0x1000+1 · A ip 0x1000 · ")]
    [InlineData(Iommu + Clear + "A flush 0x1000+1 · A ir 0x1000+1 · ")]
    [InlineData(Iommu + Clear + "A flush 0x1000+1 · A ip 0x1000 · ")]
    [InlineData("run · R register hfi1 traits=range-start+pins-pages · " + Clear + "A flush 0x1000+1 · ")]
    [InlineData(Kvm + "A release · A released · " + Clear + "A flush 0x1000+1 · ")]
    [InlineData(Kvm + Clear + "A flush 0x1000+1 · A release · A released · ")]
    [InlineData(Kvm + Clear + "A flush 0x1000+1 · - NotifierUnregistered Mm=1 Driver=1 · ")]
    [InlineData("run · " + Clear + "A lock ptl1 · A clear 0x1000 old=pfn8 · A unlock ptl1 · A flush 0x1000+1 · ")]
    public void Holds_when_nobody_can_reach_it(string steps) => Holds(steps + "A free pfn=7");

    [Theory]
    [InlineData("")]
    [InlineData("A flush 0x1000+1 deferred · ")]
    [InlineData("A flush 0x1000+1 local · ")]
    [InlineData("A flush 0x2000+1 · ")]
    public void Violated_when_a_CPU_may_still_use_it(string flush)
    {
        var free = flush.Length == 0 ? 5 : 6;
        Violated("T03.not-flushed", free, [3, free], $"run · {Clear}{flush}A free pfn=7");
    }

    [Fact]
    public void Violated_when_the_flush_came_before_the_change() =>
        Violated("T03.not-flushed", 6, [4, 6], $"run · A flush 0x1000+1 · {Clear}A free pfn=7");

    [Theory]
    [InlineData("A flush 0x1000+1")]
    [InlineData("A start 0x2000+1")]
    [InlineData("A enter-start 0x1000+1")]
    public void Violated_when_no_driver_was_told(string other) =>
        Violated("T03.not-notified", 7, [4, 7], $"{Kvm}{Clear}{other} · A free pfn=7");

    [Fact]
    public void Violated_when_the_range_had_ended_before_the_change() =>
        Violated("T03.not-notified", 9, [6, 9], $"{Kvm}A start 0x1000+1 · A end 0x1000+1 · {Clear}A flush 0x1000+1 · A free pfn=7");

    [Theory]
    [InlineData("A ir 0x2000+1")]
    [InlineData("A ir 0x1000..0x1001")]
    [InlineData("A start 0x1000+1")]
    public void Violated_when_a_device_that_shares_the_table_was_not_told(string other) =>
        Violated("T03.not-invalidated", 8, [4, 8], $"{Iommu}{Clear}A flush 0x1000+1 · {other} · A free pfn=7");

    [Theory]
    [InlineData("A clear 0x1000 old=pfn7:rw · A set 0x1000 pfn=7", "pfn=7")]
    [InlineData("A clear 0x1000 old=pfn8:rw · A set 0x1000 pfn=7", "pfn=7")]
    [InlineData("A clear-huge 0x200000 old=pfn512:huge · A set-huge 0x200000 pfn=512", "pfn=512 order=9")]
    public void Violated_when_an_entry_still_maps_it(string steps, string page) =>
        Violated("T03.still-mapped", 6, [4, 6], $"run · A lock ptl1 · {steps} · A unlock ptl1 · A free {page}");

    [Fact]
    public void Holds_when_the_entry_maps_another_page_by_now() =>
        Holds("run · A lock ptl1 · A set 0x1000 pfn=7 rw · A clear 0x1000 old=pfn7 · A flush 0x1000+1 · A set 0x1000 pfn=8 rw · A unlock ptl1 · A free pfn=7");

    [Fact]
    public void Violated_by_one_mapping_of_several() =>
        Violated("T03.not-flushed", 7, [5, 7],
            "run · A lock ptl1 · A clear 0x1000 old=pfn7 · A flush 0x1000+1 · A clear 0x3000 old=pfn7 · A unlock ptl1 · A free pfn=7");

    [Fact]
    public void Violated_by_one_invalidate_page_of_a_huge_page() =>
        Violated("T03.not-notified", 6, [3, 6], Kvm + "A clear-huge 0x200000 old=pfn512:huge · A flush all · A ip 0x200000 · A free pfn=512 order=9");

    [Fact]
    public void Holds_after_invalidate_hugepage() =>
        Holds(Kvm + "A clear-huge 0x200000 old=pfn512:huge · A flush all · A ip 0x200000 level=pmd · A free pfn=512 order=9");

    [Fact]
    public void Violated_once_and_the_next_use_of_the_frame_is_new() =>
        Violated([5], $"run · {Clear}A free pfn=7 · A alloc pfn=7 · A free pfn=7");

    [Theory]
    [InlineData(Clear + "A free pfn=7")]
    [InlineData("run · " + Clear + "lost 1 · A free pfn=7")]
    public void Unjudged_where_not_every_flush_is_shown(string script) => Unjudged(script);

    // A mmu_gather holds what its task's zap has given it until that task flushes.
    [Theory]
    [InlineData("A flush 0x1000+1 · ")]
    [InlineData("A flush 0x9000+1 · ")]
    [InlineData("B flush all · ")]
    public void Holds_on_a_kernel_trace_when_the_gather_was_flushed(string flush) => Holds($"{Gathered}{flush}A free pfn=7");

    [Theory]
    [InlineData("")]
    [InlineData("B flush 0x9000+1 · ")]
    [InlineData("A flush all local · ")]
    [InlineData("A flush all deferred · ")]
    public void Violated_on_a_kernel_trace_when_the_gather_was_not_flushed(string flush)
    {
        var culprit = flush.Length == 0 ? 6 : 7;
        Violated(NotFlushed, culprit, [3, culprit], $"{Gathered}{flush}A free pfn=7");
    }

    [Theory]
    [InlineData("A gather 0x1000+1 · A lock ptl1 · A clear 0x1000 old=pfn7 fn=wp_page_copy · A unlock ptl1 · A free pfn=7")]
    [InlineData(Gathered + "B free pfn=7")]
    [InlineData(Gathered + "A free pfn=8")]
    [InlineData(Gathered + "A lock ptl1 · A set 0x1000 old=none new=pfn7 · A unlock ptl1 · A free pfn=7")]
    [InlineData("A op munmap · A gather 0x1000+1 · A lock ptl1 · A clear 0x1000 old=pfn7 fn=unmap_page_range · A unlock ptl1 · A op-end · A free pfn=7")]
    public void Unjudged_on_a_kernel_trace_of_what_no_gather_of_the_task_is_shown_to_hold(string script) => Unjudged(script);

    // A driver without change_pte got invalidate_page in its place.
    [Theory]
    [InlineData("2.6.34", 1)]
    [InlineData("3.5", 1)]
    public void Holds_after_a_change_pte_that_was_the_only_word_of_a_copied_page(string protocol, int times) =>
        Holds($"{Kvm}{Clear}A flush 0x1000+1 · A cp 0x1000 pfn=9 · A free pfn=7", protocol, times);

    [Fact]
    public void Violated_after_a_change_pte_of_a_later_kernel_that_no_range_was_around() =>
        Violated("T03.not-notified", 8, [4, 8], $"{Kvm}{Clear}A flush 0x1000+1 · A cp 0x1000 pfn=9 · A free pfn=7", "4.10");

    [Fact]
    public void The_oom_reaper_of_4_10_frees_what_a_device_still_uses() =>
        Broken(["N01", "T03"], "run · R lock mmap · R register kvm traits=range-start+range-end+counts · R unlock mmap · "
            + "A gather 0x1000+1 · A lock ptl1 · A clear 0x1000 old=pfn7 fn=zap_pte_range · A unlock ptl1 · A flush 0x1000+1 · A free pfn=7 · A finish 0x1000+1", "4.10");

    [Fact]
    public void Violated_by_an_older_entry_than_the_one_that_is_gone() =>
        Violated("T03.still-mapped", 8, [3, 8],
            "run · A lock ptl1 · A set 0x1000 pfn=7 rw old=none · A set 0x3000 pfn=7 rw old=none · A clear 0x3000 old=pfn7 · A flush 0x3000+1 · A unlock ptl1 · A free pfn=7");

    // What the entry mapped is known from where it was set: a clearing that gets the address space wrong, or is not shown, changes nothing.
    [Fact]
    public void Violated_by_what_the_entry_mapped_whatever_the_store_says_of_it() =>
        Violated("T03.not-flushed", 7, [5, 7], "run · A lock ptl1 · A set 0x1000 pfn=7 rw old=none · A flush 0x1000+1 · A swap 0x1000 old=none · A unlock ptl1 · A free pfn=7");

    [Fact]
    public void Holds_when_what_the_entry_mapped_was_flushed_whatever_the_store_says_of_it() =>
        Holds("run · A lock ptl1 · A set 0x1000 pfn=7 rw old=none · A clear 0x1000 old=pfn7 mm=2 ptl=1 · A flush 0x1000+1 · A unlock ptl1 · A free pfn=7");

    // An IOMMU of before 3.19 has invalidate_page and no more: a range is nothing that it could hear of.
    [Theory]
    [InlineData("fn=zap_pte_range", "A flush 0x1000+1 · ", "4.10")]
    [InlineData("fn=try_to_unmap_one", "A flush 0x1000+1 · A ip 0x1000 · ", "4.10")]
    public void Holds_of_a_driver_with_invalidate_page_alone_where_nobody_could_tell_it(string function, string told, string protocol) =>
        Holds($"run · R register old traits=invalidate-page+shares-page-table · A lock ptl1 · A clear 0x1000 old=pfn7 {function} · A unlock ptl1 · {told}A free pfn=7", protocol);

    [Fact]
    public void Violated_when_a_driver_with_invalidate_page_alone_did_not_hear_of_reclaim() =>
        Violated("T03.not-notified", 7, [4, 7],
            "run · R register old traits=invalidate-page+shares-page-table · A lock ptl1 · A clear 0x1000 old=pfn7 fn=try_to_unmap_one · A unlock ptl1 · A flush 0x1000+1 · A free pfn=7", "4.10");

    [Fact]
    public void Silent_of_an_entry_of_no_address_space() => Assert.Equal(0, RuleCheck.Of("T03", "run · A clear 0x1000 old=pfn7 mm=0 · A free pfn=7").Violations);
}
