using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Rules.Brackets;

/// <summary>N21.</summary>
public sealed class FlushPrecedesUnlockTests : RuleTests<FlushPrecedesUnlock>
{
    private const string Clears = "A start 0x1000+1 · A lock ptl1 · A clear 0x1000";
    private const string Unmaps = "A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one";
    private const string Protects = "A start 0x1000+1 · A lock ptl1 · A wrprotect 0x1000";

    [Theory]
    [InlineData("0x1000+1")]
    [InlineData("all")]
    public void Holds_when_the_flush_comes_under_the_lock(string range) => Holds($"run · {Clears} · A flush {range} · A unlock ptl1 · A end 0x1000+1");

    [Fact]
    public void Violated_when_it_comes_after_the_lock() =>
        Violated("N21.after-unlock", 6, [4, 6], $"run · {Clears} · A unlock ptl1 · A flush 0x1000+1 · A end 0x1000+1");

    [Fact]
    public void Violated_when_it_comes_after_the_end() =>
        Violated("N21.after-end", 7, [4, 6, 7], $"run · {Clears} · A unlock ptl1 · A end 0x1000+1 · A flush 0x1000+1");

    [Fact]
    public void Violated_by_the_first_late_flush_alone() =>
        Violated([7], $"run · {Clears} · A unlock ptl1 · A end 0x1000+1 · A flush 0x1000+1 · A flush 0x1000+1");

    [Fact]
    public void Violated_once_by_one_flush_however_many_changes_it_is_late_for()
    {
        var late = RuleCheck.Of("N21", "run · A start 0x1000+3 · A lock ptl1 · A clear 0x1000 · A clear 0x2000 · A clear 0x3000 · A unlock ptl1 · A end 0x1000+3 · A flush 0x1000+3");
        Assert.Equal((1, 1), (late.Violations, late.Checked));
    }

    [Fact]
    public void Violated_when_writeback_takes_a_permission_and_flushes_late() =>
        Violated([7], "run · A start 0x1000+1 · A lock ptl1 · A wrprotect 0x1000 fn=page_mkclean_one · A unlock ptl1 · A end 0x1000+1 · A flush 0x1000+1");

    [Theory]
    [InlineData($"A gather 0x1000+1 · {Clears} · A unlock ptl1 · A end 0x1000+1 · A flush 0x1000+1 · A finish 0x1000+1")] // munmap
    [InlineData($"{Clears} · A flush 0x1000+1 deferred · A unlock ptl1 · A end 0x1000+1 · A flush all")] // reclaim
    [InlineData($"{Protects} · A unlock ptl1 · A end 0x1000+1 · A flush all")] // fork, clear_refs, mprotect
    [InlineData($"{Clears} old=0x1120 · A unlock ptl1 · A end 0x1000+1 · A flush 0x1000+1")] // PROTNONE: no CPU could use it
    [InlineData($"{Clears} · A unlock ptl1 · A end 0x1000+1 · A flush 0x9000+1")]
    [InlineData($"{Clears} · A unlock ptl1 · A end 0x1000+1 · A flush 0x1000+1 local")]
    [InlineData($"{Clears} · A unlock ptl1 · A end 0x1000+1 · B flush 0x1000+1")]
    [InlineData($"A op munmap · {Clears} · A unlock ptl1 · A end 0x1000+1")] // it may come yet
    [InlineData($"A op munmap · A gather 0x1000+1 · {Clears} · A unlock ptl1 · A end 0x1000+1 · A finish 0x1000+1 · A op-end")] // the gather's to do
    [InlineData($"A op fork · {Protects} · A unlock ptl1 · A end 0x1000+1 · A op-end")]
    public void Silent_of_batches_and_of_flushes_for_others(string steps) => Silent($"run · {steps}");

    [Fact]
    public void Violated_when_the_operation_is_over_and_it_has_not_come() =>
        Violated("N21.never", 8, [5, 8], $"run · A op mkclean · {Clears} · A unlock ptl1 · A end 0x1000+1 · A op-end");

    [Fact]
    public void Violated_where_the_change_was_told_page_by_page_and_the_flush_has_not_come() =>
        Violated("N21.never", 7, [4, 7], $"run · A op reclaim · {Unmaps} · A unlock ptl1 · A ip 0x1000 · A op-end", "4.10");

    [Fact]
    public void Violated_where_the_change_was_told_page_by_page_and_the_flush_comes_after_the_lock() =>
        Violated("N21.after-unlock", 6, [4, 6], $"run · A op reclaim · {Unmaps} · A unlock ptl1 · A flush 0x1000+1 · A ip 0x1000 · A op-end", "4.10");

    [Theory]
    [InlineData("A op exit · A lock ptl1 · A clear 0x1000 fn=zap_pte_range · A unlock ptl1 · A gather 0x1000+1 · A finish 0x1000+1 · A op-end", 8)]
    [InlineData("A gather 0x1000+1 · A op munmap · A op-end · A op exit · A lock ptl1 · A clear 0x1000 fn=zap_pte_range · A unlock ptl1 · A op-end", 9)]
    public void Violated_outside_any_range_when_no_gather_of_the_operation_has_the_flush_to_do(string steps, int deadline) => Violated([deadline], $"run · {steps}");

    [Fact]
    public void Violated_when_KSM_takes_a_permission_and_flushes_late() =>
        Violated([7], "run · A start 0x1000+1 · A lock ptl1 · A wrprotect 0x1000 fn=write_protect_page · A unlock ptl1 · A end 0x1000+1 · A flush 0x1000+1");

    [Theory]
    [InlineData($"A op reclaim · {Unmaps} · A flush 0x1000+1 · A unlock ptl1 · A ip 0x1000 · A op-end")]
    [InlineData($"A op reclaim · {Unmaps} · A flush 0x1000+1 deferred · A unlock ptl1 · A ip 0x1000 · A op-end · A flush all")]
    [InlineData($"A op munmap · A gather 0x1000+1 · {Unmaps} · A unlock ptl1 · A finish 0x1000+1 · A op-end")]
    [InlineData("A op fork · A lock ptl1 · A wrprotect 0x1000 · A unlock ptl1 · A op-end")]
    public void Silent_where_the_change_was_told_page_by_page_and_flushed_in_time_or_in_a_batch(string steps) => Silent($"run · {steps}", "4.10");

    [Fact]
    public void Silent_of_a_flush_that_a_kernel_does_not_show() =>
        Silent($"A register kvm · A syscall madvise · {Clears} · A unlock ptl1 · A end 0x1000+1 · A ret", "6.12");

    // A kernel trace does not tell whose batch a flush of everything is.
    [Fact]
    public void Silent_of_a_whole_flush_of_a_kernel() =>
        Silent($"A register kvm · A syscall madvise · {Clears} · A unlock ptl1 · A end 0x1000+1 · A flush all", "6.12");

    [Fact]
    public void Violated_on_a_kernel_trace_when_the_flush_never_comes() =>
        Violated("N21.never", 9, [6, 9], $"A register kvm · B flush 0x9000+1 · A syscall read · {Clears} · A unlock ptl1 · A end 0x1000+1 · A ret", "6.1");

    [Theory]
    [InlineData($"A register kvm · A syscall read · {Clears} · A unlock ptl1 · A end 0x1000+1 · A ret")]
    [InlineData("A register kvm · B flush 0x9000+1 · A syscall read · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one · A unlock ptl1 · A end 0x1000+1 · A ret")]
    [InlineData("A register kvm · B flush 0x9000+1 · A syscall read · A start 0x200000+512 · A lock pml1 · A clear-huge 0x200000 · A flush 0x200000+1 · A unlock pml1 · A end 0x200000+512 · A ret")]
    public void Not_violated_on_a_kernel_trace_that_shows_no_flush_at_all_nor_by_what_may_leave_it_to_a_batch_nor_by_a_flush_of_a_part_of_a_huge_entry(string steps) =>
        Assert.Empty(RuleCheck.Broken(steps, "6.1"));

    // The trace began, or events were lost, after tlb_gather_mmu: the gather is not seen, but may be there until the operation has ended.
    [Theory]
    [InlineData($"A register kvm · {Clears} · A unlock ptl1 · A end 0x1000+1 · A flush 0x1000+1")]
    [InlineData($"A register kvm · A syscall munmap · A gather 0x1000+1 · lost 3 · {Clears} · A unlock ptl1 · A end 0x1000+1 · A flush 0x1000+1 · A finish 0x1000+1")]
    public void Unjudged_inside_an_operation_whose_beginning_was_not_seen(string steps) => Unjudged(steps, "6.1");

    [Fact]
    public void Unjudged_after_a_loss_inside_the_operation() =>
        Unjudged($"run · A gather 0x1000+1 · lost 3 · {Clears} · A unlock ptl1 · A end 0x1000+1 · A flush 0x1000+1 · A finish 0x1000+1");

    [Fact]
    public void Violated_after_a_loss_once_another_operation_has_begun() =>
        Violated([10], $"run · A gather 0x1000+1 · lost 3 · A op munmap · {Clears} · A unlock ptl1 · A end 0x1000+1 · A flush 0x1000+1 · A op-end");

    [Fact]
    public void Inconclusive_when_the_change_was_before_a_loss() =>
        Silent($"run · {Clears} · A unlock ptl1 · A end 0x1000+1 · lost 3 · A flush 0x1000+1");
}
