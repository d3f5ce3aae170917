using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Invalidations;

/// <summary>I06.</summary>
public sealed class InvalidationIsNotLateTests : RuleTests<InvalidationIsNotLate>
{
    private const string Late = "I06.late";

    [Fact]
    public void Holds_when_it_comes_before_the_lock_is_dropped() =>
        Holds("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A unlock ptl1 · A end 0x1000+1");

    [Theory]
    [InlineData("end")]
    [InlineData("only-end")]
    public void Violated_when_it_comes_after_the_lock_is_dropped(string end) =>
        HeldThen(Violated(Late, 6, [4, 6], $"run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A ir 0x1000+1 · A {end} 0x1000+1", "4.15"), [], [2]);

    [Fact]
    public void Violated_under_the_lock_of_another_table_as_well() =>
        Violated(Late, 7, [4, 7], "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A lock ptl2 · A ir 0x1000+1 · A unlock ptl2 · A end 0x1000+1");

    [Fact]
    public void Violated_once_by_one_invalidation_however_many_changes_it_is_late_for() =>
        Violated([7], "run · A start 0x1000+2 · A lock ptl1 · A clear 0x1000 · A clear 0x2000 · A unlock ptl1 · A ir 0x1000+2 · A ir 0x1000+2 · A end 0x1000+2");

    [Theory]
    [InlineData("A end 0x1000+1 · A ir 0x1000+1 source=range-end · A ended 0x1000+1")]
    [InlineData("A ir 0x1000+1 source=tlb-flush · A end 0x1000+1")]
    [InlineData("A ir 0x9000+1 · A end 0x1000+1")]
    [InlineData("A ir 0x1000+1 mm=2 · A end 0x1000+1")]
    [InlineData("B ir 0x1000+1 · A end 0x1000+1")]
    public void Silent_of_what_range_end_or_a_gather_does_and_of_other_ranges_and_tasks(string steps) =>
        Silent($"run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · {steps}");

    [Theory]
    [InlineData("A wrprotect 0x1000")]
    [InlineData("A clear 0x1000 · A set 0x1000")]
    [InlineData("A clear 0x1000 · A migrate 0x1000")]
    [InlineData("A clear-huge 0x200000")]
    public void Silent_when_none_was_needed_or_it_does_not_contain_the_entry(string stores) =>
        Silent($"run · A start 0x0..0x400000 · A lock ptl1 · {stores} · A unlock ptl1 · A ir 0x1000+1 · A ir 0x200000+1 · A end 0x0..0x400000");

    // A dirty page of a file makes exit_mmap flush its gather under the lock: for the tables before, too.
    [Fact]
    public void Silent_after_release_for_nobody_is_left_to_hear() =>
        Silent("run · A release · A released · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A ir 0x1000+1 · A end 0x1000+1");

    [Fact]
    public void Speaks_not_of_eras_in_which_the_flush_notifies() =>
        NotApplicable("run · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A ir 0x1000+1", "6.12");

    [Fact]
    public void Unjudged_when_the_trace_shows_no_stored_entries() =>
        Unjudged("A syscall madvise · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A ir 0x1000+1", "6.1");

    [Fact]
    public void Inconclusive_when_the_change_lies_before_a_loss() =>
        Silent("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · lost 1 · A ir 0x1000+1");

    [Fact]
    public void Alone_names_a_late_one_inside_a_bracket() =>
        Broken(["I06"], "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A ir 0x1000+1 · A end 0x1000+1");
}
