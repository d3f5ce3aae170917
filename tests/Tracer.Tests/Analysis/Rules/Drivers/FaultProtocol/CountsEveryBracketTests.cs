using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>N14.</summary>
public sealed class CountsEveryBracketTests : RuleTests<CountsEveryBracket>
{
    [Theory]
    [InlineData("A", "A")]
    [InlineData("A", "B")]
    public void Holds_when_nested_and_overlapping_ranges_are_counted(string first, string second) =>
        Holds($"run · {Start(first, 1)} · {Start(second, 2)} · {End(second, 1)} · {End(first, 0)}", times: 4);

    [Theory]
    [InlineData("A", "A")]
    [InlineData("A", "B")]
    public void Violated_when_the_second_start_does_not_raise_the_count(string first, string second) =>
        Violated("N14.not-raised", 6, [4, 6], $"run · {Start(first, 1)} · {Start(second, 1)}");

    [Fact]
    public void Violated_when_the_count_is_gone_while_another_range_is_open() =>
        Violated("N14.zero-early", 9, [4, 9], $"run · {Start("A", 1)} · {Start("B", 2)} · {End("B", 0)}");

    [Fact]
    public void Holds_when_the_open_range_is_none_of_the_driver_s() =>
        Holds($"run · B start 0x1000+1 · {Start("A", 1)} · {End("A", 0)}", times: 2);

    [Fact]
    public void Silent_of_the_sequence_and_of_counts_that_are_not_told() =>
        Silent("run · A count sequence-moved driver=kvm · A enter-start 0x1000+1 · A count count-raised driver=kvm open=-1");

    [Fact]
    public void Unjudged_when_the_driver_counted_before_the_trace() => Unjudged("A enter-start 0x1000+1 · A count count-raised driver=kvm open=1", "6.1");

    [Fact]
    public void Holds_after_a_loss_once_the_count_is_known() =>
        Holds($"run · {Start("A", 1)} · lost 1 · B count count-lowered driver=kvm open=0 · {Start("A", 1)}", times: 3);

    private static string Start(string task, int open) =>
        $"{task} enter-start 0x1000+1 · {task} count count-raised driver=kvm open={open} · {task} start 0x1000+1";

    private static string End(string task, int open) => $"{task} end 0x1000+1 · {task} count count-lowered driver=kvm open={open}";

    private const string Counted = "A enter-start 0x9000+1 · A cb-in kvm range-start 0x9000+1 · A count count-raised driver=kvm open=1 · A cb-out kvm range-start 0x9000+1 · A start 0x9000+1";

    [Fact]
    public void Violated_when_the_start_callback_returns_and_has_not_counted() =>
        Violated("N14.not-counted", 9, [7, 9], $"run · {Counted} · A enter-start 0x1000+1 · A cb-in kvm range-start 0x1000+1 · A cb-out kvm range-start 0x1000+1");

    [Fact]
    public void Violated_when_the_end_callback_returns_and_has_not_counted() =>
        Violated("N14.not-lowered", 9, [9], $"run · {Counted} · A end 0x9000+1 · A cb-in kvm range-end 0x9000+1 · A cb-out kvm range-end 0x9000+1");

    [Fact]
    public void Violated_on_a_kernel_trace_when_the_start_callback_has_zapped_and_not_counted() =>
        Violated("N14.not-counted", 9, [6, 9], $"{Counted} · A enter-start 0x1000+1 · A cb-in kvm range-start 0x1000+1 · A zap 0x1000 driver=kvm · A cb-out kvm range-start 0x1000+1");

    // It may touch none of the memory that the driver maps.
    [Fact]
    public void Not_violated_on_a_kernel_trace_when_the_start_callback_has_zapped_nothing() =>
        Assert.Equal(0, RuleCheck.Of("N14", $"{Counted} · A enter-start 0x1000+1 · A cb-in kvm range-start 0x1000+1 · A cb-out kvm range-start 0x1000+1").Violations);

    [Theory]
    [InlineData("run · A enter-start 0x1000+1 · A cb-in kvm range-start 0x1000+1 · A cb-out kvm range-start 0x1000+1")]
    [InlineData("A enter-start 0x1000+1 · A cb-in kvm range-start 0x1000+1 · A zap 0x1000 driver=kvm · A cb-out kvm range-start 0x1000+1")]
    [InlineData("A enter-start 0x1000+1 · A cb-in kvm range-start 0x1000+1 · A cb-out kvm range-start 0x1000+1")]
    public void Silent_of_a_driver_that_has_not_been_seen_to_count(string script) => Silent(script);

    // Of its own word it counts; that it shows its counts is seen later.
    [Fact]
    public void Violated_by_the_first_start_of_a_driver_that_is_seen_to_count_later() =>
        Violated("N14.not-counted", 5, [3, 5],
            "run · D register kvm traits=range-start+range-end+counts · A enter-start 0x1000+1 · A cb-in kvm range-start 0x1000+1 · A cb-out kvm range-start 0x1000+1 · A start 0x1000+1 · A end 0x1000+1"
            + " · A cb-in kvm range-end 0x1000+1 · A count count-lowered driver=kvm open=0 · A cb-out kvm range-end 0x1000+1");

    [Fact]
    public void Violated_when_the_count_was_raised_before_the_callback() =>
        Violated("N14.not-counted", 10, [7, 10], $"run · {Counted} · A enter-start 0x1000+1 · A count count-raised driver=kvm open=2 · A cb-in kvm range-start 0x1000+1 · A cb-out kvm range-start 0x1000+1");

    [Fact]
    public void Holds_when_a_range_that_was_ended_under_another_address_is_not_counted_any_more() =>
        Holds("run · A enter-start 0x1000+1 Range=1 · A count count-raised driver=kvm open=1 · A start 0x1000+1 Range=1 · A end 0x5000+1 Range=1 · A count count-lowered driver=kvm open=0", times: 2);
}
