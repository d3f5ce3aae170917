using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Sleeping;

/// <summary>L09.</summary>
public sealed class NothingSleepsInGatherTests : RuleTests<NothingSleepsInGather>
{
    private const string Sleeps = "L09.sleeps";

    [Theory]
    [InlineData("A sleep range-start · A enter-start 0x1000+1 · A start 0x1000+1 · A preempt-off · A gather 0x1000+1")]
    [InlineData("A gather 0x1000+1 · A preempt-off · A preempt-on · A sleep")]
    [InlineData("A gather 0x1000+1 · B preempt-off · B sleep")]
    public void Holds_when_nothing_sleeps_in_it(string steps) => Holds($"run · {steps} · A finish 0x1000+1", "2.6.39");

    [Theory]
    [InlineData("A preempt-off · A gather 0x1000+1", new[] { 2, 3, 4 })]
    [InlineData("A gather 0x1000+1 · A preempt-off", new[] { 2, 3, 4 })]
    public void Violated_when_start_may_sleep_after_the_gather_began(string gather, int[] witnesses) =>
        Violated(Sleeps, 4, witnesses, $"run · {gather} · A sleep range-start · A enter-start 0x1000+1", "2.6.39");

    [Fact]
    public void Violated_when_a_callback_sleeps_in_it() =>
        Violated(Sleeps, 7, [2, 3, 7], "run · A preempt-off · A gather 0x1000+1 · A enter-start 0x1000+1 · A srcu · A cb-in odp range-start 0x1000+1 · A sleep sleeping-lock", "2.6.39");

    [Fact]
    public void Is_silent_of_preemption_that_a_driver_turned_off() =>
        Broken(["L04"], "run · A gather 0x1000+1 · A cb-in gru range-start 0x1000+1 · A preempt-off · A sleep", "2.6.39");

    [Fact]
    public void Speaks_not_of_gathers_that_may_be_preempted() =>
        NotApplicable("run · A preempt-off · A gather 0x1000+1 · A sleep", "3.5");

    [Fact]
    public void Unjudged_when_the_gather_began_before_a_loss() => Unjudged("run · A gather 0x1000+1 · lost 1 · A finish 0x1000+1", "2.6.39");

    [Theory]
    [InlineData("A preempt-off · A gather 0x1000+1 · A sleep range-start · A enter-start 0x1000+1", "L09")]
    [InlineData("A lock immap1 type=spin · A preempt-off · A gather 0x1000+1 · A sleep range-start · A enter-start 0x1000+1", "L09")]
    [InlineData("A preempt-off · A gather 0x1000+1 · A enter-start 0x1000+1 · A rcu · A cb-in odp range-start 0x1000+1 · A sleep", "L10")]
    [InlineData("A preempt-off · A gather 0x1000+1 · A lock ptl1 · A sleep", "L04")]
    [InlineData("A preempt-off · A gather 0x1000+1 · A lock ptl1 · A sleep range-start · A enter-start 0x1000+1", "N02")]
    public void One_of_the_causes_is_named(string steps, string rule) => Broken([rule], $"run · {steps}", "2.6.39");
}
