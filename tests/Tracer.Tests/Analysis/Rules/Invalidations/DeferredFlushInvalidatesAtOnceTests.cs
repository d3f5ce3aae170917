using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Invalidations;

/// <summary>I10.</summary>
public sealed class DeferredFlushInvalidatesAtOnceTests : RuleTests<DeferredFlushInvalidatesAtOnce>
{
    private const string Defers = "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A flush 0x1000+1 deferred";

    // As 6.12 shows it: no flush under the lock, the whole address space invalidated there, and the batch flushed when the bracket is over.
    private const string Kernel = "A register kvm · A syscall madvise · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one";
    private const string Batch = "A swap 0x1000 · A unlock ptl1 · A end 0x1000+1 · A TlbFlushed Start=0x0 End=unknown";

    [Theory]
    [InlineData("0x1000+1")]
    [InlineData("all")]
    public void Holds_when_devices_are_invalidated_under_the_lock(string range) => Holds($"{Defers} · A ir {range} · A swap 0x1000 · A unlock ptl1");

    [Theory]
    [InlineData("A swap 0x1000 · A unlock ptl1")]
    [InlineData("A swap 0x1000 · A unlock ptl1 · A ir 0x1000+1 · A end 0x1000+1")]
    [InlineData("A ir 0x2000+1 · A unlock ptl1")]
    public void Violated_when_they_are_not(string steps) => Violated([4], $"{Defers} · {steps}");

    [Fact]
    public void Violated_by_the_clear_with_the_unlock_as_its_proof() => Violated("I10.missing", 4, [4, 7], $"{Defers} · A swap 0x1000 · A unlock ptl1");

    [Theory]
    [InlineData("A swap 0x1000 · A unlock ptl1", 1)]
    [InlineData("A unlock ptl1", 0)]
    public void From_4_15_on_a_file_s_page_is_left_to_the_end(string steps, int findings) =>
        Violated([.. Enumerable.Repeat(4, findings)], $"{Defers} · {steps}", "4.15");

    [Theory]
    [InlineData("A set 0x1000 rw · A unlock ptl1")] // given up
    [InlineData("A migrate 0x1000 · A unlock ptl1")] // whoever faults waits
    public void Silent_where_no_invalidation_is_needed(string steps) => Silent($"{Defers} · {steps}");

    [Fact]
    public void Silent_where_the_flush_is_not_put_off() => Silent("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A flush 0x1000+1 · A swap 0x1000 · A unlock ptl1");

    [Fact]
    public void Holds_on_a_kernel_that_invalidates_everything_at_once() => Holds($"{Kernel} · A ir all source=tlb-flush · {Batch}", "6.12");

    [Fact]
    public void Violated_on_a_kernel_whose_batch_flushes_what_was_never_invalidated() => Violated([5], $"{Kernel} · {Batch}", "6.12");

    [Fact]
    public void Inconclusive_when_the_clear_was_before_a_loss() => Silent($"{Kernel} · A swap 0x1000 · A unlock ptl1 · A end 0x1000+1 · lost 3 · A TlbFlushed Start=0x0 End=unknown", "6.12");
}
