using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Invalidations;

/// <summary>I01.</summary>
public sealed class InvalidationUnderTableLockTests : RuleTests<InvalidationUnderTableLock>
{
    private const string Missing = "I01.missing";

    [Fact]
    public void Holds_when_invalidate_range_comes_under_the_lock() =>
        Holds("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A unlock ptl1 · A only-end 0x1000+1", "4.15");

    [Fact]
    public void Holds_when_range_end_implies_it() =>
        Holds("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A end 0x1000+1", "4.15");

    [Theory]
    [InlineData("clear 0x1000")]
    [InlineData("swap 0x1000")]
    [InlineData("set 0x1000 pfn=7 rw")]
    public void Violated_when_the_page_may_be_freed_or_replaced_and_nothing_is_said(string store) =>
        Violated(Missing, 4, [2, 4, 6], $"run · A start 0x1000+1 · A lock ptl1 · A {store} · A unlock ptl1 · A only-end 0x1000+1", "4.15");

    [Fact]
    public void Violated_when_the_replacement_comes_in_two_steps() =>
        Violated(Missing, 4, [2, 4, 7], "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A set 0x1000 pfn=7 rw · A unlock ptl1 · A only-end 0x1000+1", "4.15");

    [Theory]
    [InlineData("A wrprotect 0x1000")]
    [InlineData("A clear 0x1000 · A set 0x1000")]
    [InlineData("A clear 0x1000 · A set 0x1000 rw")]
    [InlineData("A clear 0x1000 · A migrate 0x1000")]
    [InlineData("A invalidate-huge 0x200000")]
    [InlineData("A invalidate-huge 0x200000 · A install 0x200000 pfn=9")]
    public void Silent_when_the_page_stays_or_every_faulter_waits(string stores) =>
        Silent($"run · A start 0x0..0x400000 · A lock ptl1 · {stores} · A unlock ptl1 · A only-end 0x0..0x400000", "4.15");

    [Fact]
    public void Silent_when_the_flush_of_a_gather_invalidates_after_the_lock() =>
        Silent("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A ir 0x1000+1 source=tlb-flush · A only-end 0x1000+1", "4.15");

    [Theory]
    [InlineData("A ir 0x200000+1 · A unlock pml1")]
    [InlineData("A unlock pml1 · A ir 0x200000+1")]
    [InlineData("A unlock pml1 · A ir 0x200000+2M mm=2")]
    public void Violated_when_invalidate_range_does_not_contain_the_entry_or_is_of_another_address_space(string steps) =>
        Violated(Missing, 4, [2, 4, 7], $"run · A start 0x200000+2M · A lock pml1 · A clear-huge 0x200000 · {steps} · A only-end 0x200000+2M", "4.15");

    [Fact]
    public void Violated_by_each_entry_that_was_left_out() =>
        Violated([5, 6], "run · A start 0x1000+3 · A lock ptl1 · A clear 0x1000 · A clear 0x2000 · A clear 0x3000 · A ir 0x1000+1 · A unlock ptl1 · A only-end 0x1000+3", "4.15");

    [Fact]
    public void Judges_each_table_of_two_by_its_own_section() =>
        Violated(Missing, 6, [2, 6, 9],
            "run · A start 0x0..0x400000 · A lock ptl1 · A lock ptl2 · A clear 0x1000 · A clear 0x200000 · A unlock ptl2 · A ir 0x1000+1 · A only-end 0x0..0x400000 · A unlock ptl1", "4.15");

    [Fact]
    public void Silent_outside_any_bracket() => Silent("run · A lock ptl1 · A clear 0x1000 · A unlock ptl1", "4.15");

    [Theory]
    [InlineData("4.12")]
    [InlineData("6.12")]
    public void Speaks_not_of_eras_without_invalidate_range_under_the_lock(string protocol) =>
        NotApplicable("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A only-end 0x1000+1", protocol);

    [Fact]
    public void Unjudged_when_the_trace_shows_no_stored_entries() =>
        Unjudged("A syscall madvise · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A only-end 0x1000+1", "6.1");

    [Fact]
    public void Violated_on_a_kernel_trace_that_shows_stored_entries() =>
        Violated(Missing, 5, [3, 5, 7],
            "A set 0x9000 pfn=7 rw old=none · A syscall madvise · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A only-end 0x1000+1", "6.1");

    [Fact]
    public void Inconclusive_when_the_change_lies_before_a_loss() =>
        Silent("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · lost 1 · A only-end 0x1000+1", "4.15");

    [Fact]
    public void Alone_names_an_invalidate_range_that_is_missing() =>
        Broken(["I01"], "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A only-end 0x1000+1", "4.15");

    [Fact]
    public void Leaves_to_I05_and_I06_one_that_comes_at_the_wrong_time()
    {
        Broken(["I05"], "run · A start 0x1000+1 · A lock ptl1 · A ir 0x1000+1 · A clear 0x1000 · A unlock ptl1 · A only-end 0x1000+1", "4.15");
        Broken(["I06"], "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A ir 0x1000+1 · A only-end 0x1000+1", "4.15");
    }

    [Fact]
    public void Silent_of_what_a_gather_keeps_until_its_flush_has_invalidated_it() =>
        Silent("run · A gather 0x1000+1 · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 fn=zap_pte_range · A unlock ptl1 · A only-end 0x1000+1 · A flush 0x1000+1 · A finish 0x1000+1", "4.15");

    [Fact]
    public void Violated_by_what_the_reverse_map_takes_while_a_gather_is_open() =>
        Violated(Missing, 5, [3, 5, 7], "run · A gather 0x1000+1 · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one · A unlock ptl1 · A only-end 0x1000+1 · A finish 0x1000+1", "4.15");
}
