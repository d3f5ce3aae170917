using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Sleeping;

/// <summary>C03.</summary>
public sealed class ChangePteNeverSleepsTests : RuleTests<ChangePteNeverSleeps>
{
    private const string Sleeps = "C03.sleeps";

    [Theory]
    [InlineData("2.6.34")]
    [InlineData("4.14")]
    [InlineData("6.6")]
    public void Holds_when_the_callback_only_spins(string protocol) =>
        Holds("run · A lock ptl1 · A cb-in kvm change-pte 0x1000+1 · A lock spin1 · A unlock spin1 · A cb-out kvm change-pte 0x1000+1 · A unlock ptl1 · A sleep", protocol);

    [Theory]
    [InlineData("2.6.34")]
    [InlineData("4.10")]
    [InlineData("6.6")]
    public void Violated_when_it_sleeps(string protocol) =>
        HeldThen(Violated(Sleeps, 4, [2, 3, 4], "run · A lock ptl1 · A cb-in kvm change-pte 0x1000+1 · A sleep sleeping-lock", protocol), [2], []);

    [Fact]
    public void Violated_by_a_sleep_where_the_core_forgot_the_lock() => Violated(Sleeps, 3, [2, 3], "run · A cb-in kvm change-pte 0x1000+1 · A sleep sleeping-lock");

    [Fact]
    public void Speaks_not_of_kernels_without_it() => NotApplicable("run · A cb-in kvm change-pte 0x1000+1 · A sleep", "6.12");

    [Fact]
    public void Inconclusive_when_the_callback_began_before_a_loss() => Silent("run · A cb-in kvm change-pte 0x1000+1 · lost 1 · A sleep");

    [Fact]
    public void Alone_names_the_sleep() => Broken(["C03"], "run · A lock ptl1 · A srcu · A cb-in kvm change-pte 0x1000+1 · A sleep");

    [Fact]
    public void Unjudged_when_the_trace_does_not_show_where_the_callback_returns() =>
        Unjudged("A lock ptl1 · A cb-in kvm change-pte 0x1000+1 · A cb-out kvm change-pte 0x1000+1 context=Unplaced");
}
