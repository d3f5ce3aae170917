using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Sleeping;

/// <summary>L10.</summary>
public sealed class CallbackNeverSleepsInListWalkTests : RuleTests<CallbackNeverSleepsInListWalk>
{
    private const string Sleeps = "L10.sleeps";

    [Theory]
    [InlineData("2.6.34")]
    [InlineData("3.5")]
    public void Holds_when_the_callback_does_not_sleep(string protocol) =>
        Holds("run · A rcu · A cb-in kvm range-start 0x1000+1 · A lock spin1 · A unlock spin1 · A cb-out kvm range-start 0x1000+1 · A unrcu · A sleep", protocol);

    [Theory]
    [InlineData("range-start")]
    [InlineData("range-end")]
    [InlineData("invalidate-page")]
    [InlineData("clear-flush-young")]
    [InlineData("release")]
    public void Violated_when_any_callback_sleeps(string callback) =>
        Violated(Sleeps, 4, [2, 3, 4], $"run · A rcu · A cb-in odp {callback} 0x1000+1 · A sleep sleeping-lock", "3.5");

    [Fact]
    public void Is_silent_where_the_list_is_walked_under_SRCU() =>
        Broken([], "run · A srcu · A cb-in odp range-start 0x1000+1 · A sleep sleeping-lock · A cb-out odp range-start 0x1000+1", "3.5");

    [Fact]
    public void Is_silent_of_an_RCU_section_of_the_driver_s_own() =>
        Broken(["L04"], "run · A srcu · A cb-in odp range-start 0x1000+1 · A rcu · A sleep", "3.5");

    [Fact]
    public void Speaks_not_of_SRCU_kernels() => NotApplicable("run · A rcu · A cb-in odp range-start 0x1000+1 · A sleep", "4.10");

    [Fact]
    public void Inconclusive_when_the_callback_began_before_a_loss() =>
        Silent("run · A rcu · A cb-in odp range-start 0x1000+1 · lost 1 · A sleep", "3.5");

    [Theory]
    [InlineData("A lock ptl1 · A rcu · A cb-in odp range-start 0x1000+1 · A sleep", "L10")]
    [InlineData("A lock anon1 type=spin · A rcu · A cb-in odp invalidate-page 0x1000+1 · A sleep", "L10")]
    [InlineData("A lock immap1 type=spin · A preempt-off · A gather 0x1000+1 · A enter-start 0x1000+1 · A rcu · A cb-in odp range-start 0x1000+1 · A sleep", "L10")]
    [InlineData("A lock ptl1 · A rcu · A cb-in odp invalidate-page 0x1000+1 · A sleep", "P02")]
    [InlineData("A lock ptl1 · A rcu · A cb-in gru invalidate-hugepage 0x200000+512 · A sleep", "P02")]
    [InlineData("A lock ptl1 · A rcu · A cb-in iommu change-pte 0x1000+1 · A sleep", "C03")]
    [InlineData("A rcu · A cb-in odp range-start 0x1000+1 · A lock spin1 · A sleep", "L04")]
    public void One_of_the_causes_is_named(string steps, string rule) => Broken([rule], $"run · {steps}", "2.6.39");
}
