using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Drivers;

/// <summary>D01.</summary>
public sealed class CallbacksAreOfOneStyleTests : RuleTests<CallbacksAreOfOneStyle>
{
    private const string Both = "D01.both";

    [Theory]
    [InlineData("range-start+range-end+release")]
    [InlineData("range-start")]
    [InlineData("invalidate-range+ageing+release")]
    public void Holds_of_a_driver_with_one_style(string traits) => Holds($"run · D register kvm traits={traits}", "6.6");

    [Theory]
    [InlineData("range-start+range-end+invalidate-range")]
    [InlineData("range-start+invalidate-range")]
    public void Violated_when_a_driver_registers_both(string traits) =>
        Violated(Both, 2, [2], $"run · D register kvm traits={traits}", "6.12");

    [Fact]
    public void Violated_once_by_the_callback_that_shows_the_second_style_where_the_table_of_callbacks_is_not_shown() =>
        Violated(Both, 3, [3],
            "A cb-in kvm range-start 0x1000+1 · A cb-out kvm range-start 0x1000+1 · A cb-in kvm invalidate-range 0x1000+1 · A cb-out kvm invalidate-range 0x1000+1"
            + " · A cb-in kvm range-end 0x1000+1 · A cb-out kvm range-end 0x1000+1", "6.6");

    [Fact]
    public void Does_not_speak_of_the_kernels_whose_own_KVM_had_both() =>
        NotApplicable("run · D register kvm traits=range-start+range-end+invalidate-range", "6.1");

    [Fact]
    public void Inconclusive_of_a_driver_whose_callbacks_are_not_told() => Silent("run · D register kvm", "6.6");
}
