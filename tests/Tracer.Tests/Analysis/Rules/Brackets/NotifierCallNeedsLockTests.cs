using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Brackets;

/// <summary>N09.</summary>
public sealed class NotifierCallNeedsLockTests : RuleTests<NotifierCallNeedsLock>
{
    private const string Calls = "A enter-start 0x1000+1 · A start 0x1000+1 · A ir 0x1000+1 · A end 0x1000+1";

    [Theory]
    [InlineData("mmap")]
    [InlineData("mmap:r")]
    [InlineData("immap1:r")]
    [InlineData("anon1")]
    public void Holds_under_any_lock_that_keeps_the_region(string held) => Holds($"run · A lock {held} · {Calls} · A unlock {held.Split(':')[0]}", times: 3);

    [Fact]
    public void Holds_under_a_mmap_lock_that_was_only_tried() => Holds($"run · A try mmap:r · {Calls}", times: 3);

    [Fact]
    public void Violated_without_a_lock() => Violated("N09.unlocked", 4, [4], "run · A lock mmap · A unlock mmap · A enter-start 0x1000+1");

    [Fact]
    public void Violated_by_each_call() => Violated([4, 6, 7], $"run · A lock mmap · A unlock mmap · {Calls}");

    [Fact]
    public void Violated_under_the_mmap_lock_of_another_address_space() =>
        Violated([3], "run · A lock mmap mm=2 · A enter-start 0x1000+1 mm=1");

    [Fact]
    public void Violated_under_a_page_lock_alone() => Violated([5], "run · B lock mmap · B unlock mmap · A lock folio1 · A enter-start 0x1000+1");

    [Theory]
    [InlineData("A release · A released · A enter-start all")]
    [InlineData("A ir 0x1000+1 source=tlb-flush")]
    [InlineData("A ir 0x1000+1 source=range-end")]
    public void Silent_of_an_address_space_that_is_gone_and_of_what_others_imply(string steps) => Silent($"run · B lock mmap · B unlock mmap · {steps}");

    [Fact]
    public void Unjudged_where_no_such_lock_is_shown_at_all() => Unjudged("run · A enter-start 0x1000+1");

    [Theory]
    [InlineData("mprotect", "change_protection")]
    [InlineData("munmap", "unmap_vmas")]
    [InlineData("madvise", "zap_page_range_single")]
    public void Violated_on_a_kernel_trace_of_a_path_that_has_no_other_lock(string call, string function) =>
        Violated("N09.unlocked", 4, [4], $"B lock mmap · B unlock mmap · A syscall {call} · A start 0x1000+1 fn={function}", "6.1");

    [Theory]
    [InlineData("mprotect", "change_protection")]
    [InlineData("madvise", "zap_page_range_single")]
    public void Holds_on_a_kernel_trace_of_a_path_that_has_no_other_lock(string call, string function) =>
        Holds($"A syscall {call} · A lock mmap:r · A enter-start 0x1000+1 · A start 0x1000+1 fn={function}", "6.1");

    // A fault of 6.12 holds the lock of its region alone, which no probe shows; truncation a lock of the reverse map, of which only a trylock may show; madvise of 7.2 a lock of its region.
    [Theory]
    [InlineData("A syscall read · A start 0x1000+1 fn=wp_page_copy", "6.1")]
    [InlineData("A syscall ftruncate · A start 0x1000+1 fn=zap_page_range_single", "6.1")]
    [InlineData("A syscall madvise · A start 0x1000+1 fn=zap_page_range_single", "6.12")]
    [InlineData("A syscall madvise · A start 0x1000+1 fn=try_to_unmap_one", "6.1")]
    [InlineData("A start 0x1000+1 fn=change_protection", "6.1")]
    public void Unjudged_where_the_trace_may_not_show_the_lock(string steps, string protocol) => Unjudged($"B lock mmap · B unlock mmap · {steps}", protocol);

    [Fact]
    public void Unjudged_on_a_kernel_trace_that_shows_no_mmap_lock() => Unjudged("A syscall mprotect · A start 0x1000+1 fn=change_protection", "6.1");
}
