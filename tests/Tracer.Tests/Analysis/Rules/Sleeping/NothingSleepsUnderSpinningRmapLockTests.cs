using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Sleeping;

/// <summary>L11.</summary>
public sealed class NothingSleepsUnderSpinningRmapLockTests : RuleTests<NothingSleepsUnderSpinningRmapLock>
{
    private const string Sleeps = "L11.sleeps";

    [Theory]
    [InlineData("immap1")]
    [InlineData("anon1")]
    public void Holds_when_nothing_sleeps_under_it(string name) =>
        Holds($"run · A lock {name} type=spin · A enter-start 0x1000+1 · A start 0x1000+1 · A unlock {name} · A sleep", "2.6.34");

    [Theory]
    [InlineData("immap1")]
    [InlineData("anon1")]
    public void Violated_when_start_may_sleep_under_it(string name) =>
        HeldThen(Violated(Sleeps, 3, [2, 3], $"run · A lock {name} type=spin · A sleep range-start · A enter-start 0x1000+1", "2.6.34"), [2], []);

    [Fact]
    public void Violated_when_a_callback_sleeps_under_it() =>
        Violated(Sleeps, 5, [2, 5], "run · A lock immap1 type=spin · A srcu · A cb-in odp range-end 0x1000+1 · A sleep device", "2.6.34");

    [Fact]
    public void Violated_by_an_invalidate_page_that_sleeps_once_the_page_table_lock_is_dropped() =>
        Violated(Sleeps, 4, [2, 4], "run · A lock anon1 type=spin · A cb-in odp invalidate-page 0x1000+1 · A sleep", "2.6.34");

    [Theory]
    [InlineData("A lock immap1 · A sleep range-start · A enter-start 0x1000+1 · A unlock immap1")]
    [InlineData("A lock anon1 type=mutex · A sleep")]
    public void Is_silent_of_one_that_sleeps(string steps) => Silent($"run · {steps}", "2.6.39");

    [Fact]
    public void Speaks_not_of_kernels_without_such_locks() => NotApplicable("run · A lock immap1 type=spin · A sleep", "3.5");

    [Fact]
    public void Unjudged_when_the_lock_was_taken_before_a_loss() => Unjudged("run · A lock immap1 type=spin · lost 1 · A unlock immap1", "2.6.34");

    [Theory]
    [InlineData("A sleep range-start · A enter-start 0x1000+1", "L11")]
    [InlineData("A sleep range-end · A end 0x1000+1", "L11")]
    [InlineData("A preempt-off · A gather 0x1000+1 · A sleep range-start · A enter-start 0x1000+1", "L09")]
    [InlineData("A lock ptl1 · A sleep range-start · A enter-start 0x1000+1", "N02")]
    [InlineData("A lock ptl1 · A sleep range-end", "L04")]
    [InlineData("A lock ptl1 · A srcu · A cb-in odp invalidate-page 0x1000+1 · A sleep", "P02")]
    public void One_of_the_causes_is_named(string steps, string rule) =>
        Broken([rule], $"run · A start 0x1000+1 · A lock immap1 type=spin · {steps}", "2.6.39");
}
