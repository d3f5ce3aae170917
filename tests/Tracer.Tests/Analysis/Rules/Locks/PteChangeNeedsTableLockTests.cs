using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Rules.Locks;

/// <summary>L02.</summary>
public sealed class PteChangeNeedsTableLockTests : RuleTests<PteChangeNeedsTableLock>
{
    private const string NotHeld = "L02.not-held";
    private const string OtherLock = "L02.other-lock";

    [Theory]
    [InlineData("A lock ptl1 · A clear 0x1000")]
    [InlineData("A lock ptl1 · A set 0x1000 pfn=7 rw old=none")]
    [InlineData("A lock pml1 · A clear-huge 0x200000")]
    public void Holds_under_the_lock_of_the_table(string steps) => Holds($"run · {steps}");

    [Fact]
    public void Holds_for_both_tables_of_an_entry_that_moves() =>
        Holds("run · A lock ptl1 · A lock ptl2 · A clear 0x1000 · A set 0x200000 pfn=1 rw old=none · A unlock ptl2 · A unlock ptl1", times: 2);

    [Fact]
    public void Violated_after_the_lock_was_given_back() =>
        HeldThen(Violated(NotHeld, 5, [4, 5], "run · A lock mmap · A lock ptl1 · A unlock ptl1 · A clear 0x1000"), [2], []);

    [Fact]
    public void Violated_while_another_task_holds_the_lock() => Violated(NotHeld, 3, [2, 3], "run · B lock ptl1 · A clear 0x1000");

    [Fact]
    public void Violated_in_an_interrupt_that_shows_under_the_pid_of_the_holder() =>
        Violated(NotHeld, 3, [2, 3], "run · A lock ptl1 · A clear 0x1000 context=HardIrq");

    [Theory]
    [InlineData("A lock ptl1 · A unlock ptl1 · A lock ptl2 · A clear 0x1000 ptl=1")]
    [InlineData("A lock pml1 · A unlock pml1 · A lock ptl1 · A clear-huge 0x200000")]
    public void Violated_under_the_lock_of_another_table(string steps) => HeldThen(Violated(OtherLock, 5, [4, 5], $"run · {steps}"), [4], []);

    [Fact]
    public void Violated_of_a_table_that_was_published() => Violated(NotHeld, 4, [4], "run · A observe 0x1000 · A publish 0x1000 · A clear 0x1000");

    [Theory]
    [InlineData("A observe 0x1000 · A set 0x1000 pfn=7 old=none")]
    [InlineData("A lock ptl1 · A detach 0x1000 · A unlock ptl1 · A clear 0x1000")]
    public void Silent_of_a_table_that_nobody_reaches_yet_or_any_more(string steps) => Silent($"run · {steps}");

    [Fact]
    public void Silent_when_an_empty_table_is_cut_off() => Silent("run · A lock pml1 · A unlock pml1 · A clear-huge 0x200000 old=0x9067");

    [Fact]
    public void Violated_when_a_collapse_cuts_off_a_table_with_no_lock() =>
        Violated(NotHeld, 4, [3, 4], "run · A lock pml1 · A unlock pml1 · A clear-huge 0x200000 old=0x9067 fn=pmdp_collapse_flush");

    [Fact]
    public void Violated_when_a_table_is_cut_off_under_the_lock_of_another() =>
        HeldThen(Violated(OtherLock, 5, [4, 5], "run · A lock pml1 · A unlock pml1 · A lock ptl1 · A clear-huge 0x200000 old=0x9067"), [4], []);

    [Fact]
    public void Silent_above_the_PMD_level_where_the_lock_of_the_address_space_is_not_shown() =>
        Silent("run · A lock pml1 · A unlock pml1 · A clear-huge 0x40000000 level=pud");

    [Fact]
    public void Violated_above_the_PMD_level_with_no_lock_at_all() =>
        Violated("L02.not-held", 4, [4], "run · A lock ptl1 class=mm-page-table · A unlock ptl1 · A clear-huge 0x40000000 level=pud");

    [Fact]
    public void Holds_above_the_PMD_level_under_the_lock_of_the_address_space() =>
        Holds("run · A lock ptl1 class=mm-page-table · A clear-huge 0x40000000 level=pud");

    [Fact]
    public void Violated_by_each_change_and_held_again_under_the_lock() =>
        Violated([4, 5], "run · A lock ptl1 · A unlock ptl1 · A clear 0x1000 · A clear 0x2000 · A lock ptl1 · A clear 0x3000");

    [Fact]
    public void Violated_on_a_kernel_trace_once_somebody_has_taken_the_lock_of_the_table() =>
        Violated(NotHeld, 3, [2, 3], "A lock ptl1 · A unlock ptl1 · A clear 0x1000");

    [Theory]
    [InlineData("run · A clear 0x1000")]
    [InlineData("B lock ptl2 · A observe 0x1000 · A clear 0x1000")]
    [InlineData("run · A lock ptl1 · A unlock ptl1 · lost 3 · A clear 0x1000")]
    public void Unjudged_when_the_lock_or_the_reach_of_the_table_is_not_known(string script) => Unjudged(script);

    [Theory]
    [InlineData("B lock ptl1 · B clear 0x1000 · B unlock ptl1 · A sleep · A set 0x1000 pfn=7 rw depth=1")]
    [InlineData("B lock ptl1 · B clear 0x1000 · B unlock ptl1 · A set 0x1000 pfn=7 rw depth=255")]
    [InlineData("A sleep · B lock ptl1 · B clear 0x1000 · B unlock ptl1 · A set 0x1000 pfn=7 rw depth=255")]
    public void Unjudged_when_the_depth_shows_a_lock_that_the_trace_does_not_or_nothing(string script)
    {
        var result = RuleCheck.Of("L02", script);
        Assert.Equal((0, 1, 1), (result.Violations, result.Checked, result.Unjudged));
    }

    [Fact]
    public void Violated_once_by_the_two_halves_of_a_modification() =>
        Violated([4], "run · A lock ptl1 · A unlock ptl1 · A modify-start 0x1000 ptl=1 · A modify-commit 0x1000 rw ptl=1");

    [Fact]
    public void Violated_by_the_second_half_alone_if_the_lock_is_dropped_in_between() =>
        Violated([5], "run · A lock ptl1 · A modify-start 0x1000 ptl=1 · A unlock ptl1 · A modify-commit 0x1000 rw ptl=1");

    // That nobody reaches it is free_pgtables' reason, whatever lock it happens to hold.
    [Theory]
    [InlineData("A clear-huge 0x200000 old=0x9067 fn=free_pgtables")]
    [InlineData("A lock ptl1 class=mm-page-table · A unlock ptl1 · A lock ptl2 · A clear-huge 0x40000000 old=0x9067 level=pud fn=free_pgtables")]
    public void Silent_of_free_pgtables_under_a_lock_that_was_never_given_back(string steps) => Silent($"run · A lock pml1 · A unlock pml1 · A lock ptl1 · {steps}");

    [Theory]
    [InlineData("ptl2", OtherLock)]
    [InlineData("spin1", NotHeld)]
    public void Violated_above_the_PMD_level_under_another_lock_than_the_address_space_s(string other, string reason)
    {
        const string Told = "run · A observe 0x1000 level=pud · A publish 0x1000 level=pud · A lock ptl1 class=mm-page-table · A unlock ptl1";
        Assert.Equal(reason, Assert.Single(RuleCheck.Run($"{Told} · A lock {other} · A install 0x0 pfn=9 level=pud", "4.14", "L02").Findings).Reason.Code);
    }
}
