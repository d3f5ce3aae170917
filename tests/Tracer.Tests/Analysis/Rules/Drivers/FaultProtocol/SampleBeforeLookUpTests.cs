using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>D06.</summary>
public sealed class SampleBeforeLookUpTests : RuleTests<SampleBeforeLookUp>
{
    private const string Fault = "run · D device-fault 0x1000 driver=kvm";

    [Fact]
    public void Holds_when_the_page_is_looked_up_after_the_sample() =>
        Holds($"{Fault} · D sample 0x1000 · D look-up 0x1000 · D test-retry 0x1000");

    [Fact]
    public void Holds_for_each_attempt_of_a_fault() =>
        Holds($"{Fault} · D sample 0x1000 · D look-up 0x1000 · D test-retry 0x1000 stale · D device-retry 0x1000"
            + " · D sample 0x1000 · D look-up 0x1000 · D test-retry 0x1000", times: 2);

    [Fact]
    public void Holds_when_the_page_is_looked_up_once_more_after_the_sample() =>
        Holds($"{Fault} · D look-up 0x1000 · D sample 0x1000 · D look-up 0x1000 · D test-retry 0x1000");

    [Fact]
    public void Violated_when_the_sample_comes_after_the_look() =>
        Violated("D06.after", 4, [3, 4, 5], $"{Fault} · D look-up 0x1000 · D sample 0x1000 · D test-retry 0x1000");

    [Theory]
    [InlineData("D sample 0x1000 · D test-retry 0x1000")]
    [InlineData("D look-up 0x1000 · D test-retry 0x1000")]
    [InlineData("D look-up 0x2000 · D sample 0x1000 · D test-retry 0x1000")]
    [InlineData("E look-up 0x1000 · D sample 0x1000 · D test-retry 0x1000")]
    public void Inconclusive_when_either_is_missing_or_of_another_fault(string steps) => Silent($"{Fault} · {steps}");
}
