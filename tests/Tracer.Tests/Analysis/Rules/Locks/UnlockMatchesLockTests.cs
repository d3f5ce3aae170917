using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Locks;

/// <summary>L07.</summary>
public sealed class UnlockMatchesLockTests : RuleTests<UnlockMatchesLock>
{
    private const string NotHeld = "L07.not-held";

    [Theory]
    [InlineData("A lock ptl1 · A unlock ptl1")]
    [InlineData("A try folio7 · A unlock folio7")]
    public void Holds_when_the_task_had_taken_it(string steps) => Holds($"run · {steps}");

    [Fact]
    public void Holds_when_locks_are_given_back_in_any_order() => Holds("run · A lock ptl1 · A lock ptl2 · A unlock ptl1 · A unlock ptl2", times: 2);

    [Theory]
    [InlineData("B lock ptl1 · A unlock ptl1")]
    [InlineData("A lock ptl2 · A unlock ptl1")]
    [InlineData("A lock ptl1 · A unlock ptl1 context=SoftIrq")]
    public void Violated_when_it_had_not(string steps) => Violated(NotHeld, 3, [3], $"run · {steps}");

    [Fact]
    public void Violated_by_the_second_of_two() => Violated(NotHeld, 4, [4], "run · A lock ptl1 · A unlock ptl1 · A unlock ptl1");

    [Fact]
    public void Silent_on_a_kernel_trace_of_locks_that_are_no_page_table_s() => Silent("A lock ptl2 · A unlock spin1 · A unlock mmap");

    [Fact]
    public void Violated_on_a_kernel_trace_when_the_depth_has_shown_that_nothing_is_held() => Violated(NotHeld, 3, [3], "B try spin1 · B lock ptl1 · A unlock ptl1");

    // Linux 7.x takes the lock of the PMD table by a trylock when it frees an empty table below.
    [Theory]
    [InlineData("B lock ptl1 · A unlock ptl1")]
    [InlineData("B try mmap:r · B lock ptl1 · A unlock ptl1")]
    public void Unjudged_on_a_kernel_trace_without_trylocks(string script) => Unjudged(script);

    [Theory]
    [InlineData("A unlock ptl1")]
    [InlineData("A lock ptl2 · A unlock ptl1")]
    [InlineData("run · A lock ptl1 · lost 2 · A unlock ptl1")]
    public void Unjudged_when_it_may_have_been_taken_before_the_trace_or_among_the_lost(string script) => Unjudged(script);

    // A downgrade shows as a second acquisition on a kernel trace alone.
    [Fact]
    public void Holds_of_each_release_of_a_lock_that_was_taken_twice() => Holds("run · A lock mmap · A lock mmap:r · A unlock mmap:r · A unlock mmap", times: 2);
}
