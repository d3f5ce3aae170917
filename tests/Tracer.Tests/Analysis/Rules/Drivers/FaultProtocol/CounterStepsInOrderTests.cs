using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>D04.</summary>
public sealed class CounterStepsInOrderTests : RuleTests<CounterStepsInOrder>
{
    private const string Kvm = "D register kvm traits=range-start+range-end+counts · D map 0x1000 pfn=1 driver=kvm";
    private const string Raise = "A count count-raised driver=kvm";

    [Fact]
    public void Holds_when_the_sequence_moves_before_the_count_is_lowered() =>
        Holds($"run · {Kvm} · {Raise} · A zap 0x1000 · A count sequence-moved · A count count-lowered", times: 2);

    [Fact]
    public void Holds_for_each_of_two_nested_ranges() =>
        Holds($"run · {Kvm} · {Raise} · {Raise} · A count sequence-moved · A count count-lowered · A count sequence-moved · A count count-lowered", times: 4);

    [Fact]
    public void Holds_when_the_count_is_raised_before_the_callback_zaps() =>
        Holds($"run · {Kvm} · A cb-in kvm range-start 0x1000+1 · {Raise} · A zap 0x1000 · A cb-out kvm range-start 0x1000+1");

    [Fact]
    public void Holds_of_a_driver_that_has_a_count_and_no_sequence() => Holds($"run · {Kvm} · {Raise} · A count count-lowered InvalidationSequence=-1", times: 2);

    [Fact]
    public void Violated_when_the_sequence_moves_after_the_count_is_lowered() =>
        Violated("D04.count-first", 5, [5], $"run · {Kvm} · {Raise} · A count count-lowered · A count sequence-moved");

    [Fact]
    public void Violated_when_the_sequence_never_moves() => Violated("D04.count-first", 6, [6], $"run · {Kvm} · {Raise} · A zap 0x1000 · A count count-lowered");

    [Fact]
    public void Violated_for_the_second_range_though_the_sequence_moved_for_the_first() =>
        Violated("D04.count-first", 7, [7],
            $"run · {Kvm} · {Raise} · A count sequence-moved · A count count-lowered · A count count-lowered · A count sequence-moved");

    [Fact]
    public void Violated_on_a_trace_that_starts_in_the_middle_once_the_sequence_moves_after_the_count() =>
        Violated("D04.count-first", 2, [2, 3],
            "A cb-in kvm range-end 0x1000+1 · A count count-lowered driver=kvm · A count sequence-moved · A cb-out kvm range-end 0x1000+1");

    [Fact]
    public void Unjudged_when_the_trace_starts_inside_the_end_callback() => Unjudged("A count count-lowered driver=kvm");

    [Fact]
    public void Inconclusive_where_the_sequence_has_no_probe() =>
        Silent("A cb-in kvm range-end 0x1000+1 · A count count-lowered driver=kvm · A cb-out kvm range-end 0x1000+1");

    [Fact]
    public void Violated_when_the_callback_zaps_before_it_raises_the_count() =>
        Violated("D04.zap-first", 5, [5, 6],
            $"run · {Kvm} · A cb-in kvm range-start 0x1000+1 · A zap 0x1000 · {Raise} · A cb-out kvm range-start 0x1000+1");

    [Theory]
    [InlineData("D test-retry 0x1000", "")]
    [InlineData("D test-retry 0x1000 stale", "A count sequence-moved")]
    public void Holds_when_the_test_finds_what_there_is(string test, string moved) =>
        Holds($"run · {Kvm} · D sample 0x1000 · {moved} · {test}");

    [Fact]
    public void Violated_when_the_test_does_not_see_that_the_sequence_has_moved() =>
        Violated("D04.missed", 6, [4, 5, 6], $"run · {Kvm} · D sample 0x1000 · A count sequence-moved · D test-retry 0x1000");

    [Fact]
    public void Violated_when_the_test_does_not_see_that_a_range_is_counted_as_open() =>
        Violated("D04.open", 4, [2, 4], "run · A count count-raised driver=kvm open=1 · D sample 0x1000 · D test-retry 0x1000");

    [Fact]
    public void Unjudged_when_the_sample_is_not_shown() => Unjudged($"run · {Kvm} · A count sequence-moved · D test-retry 0x1000");

    [Fact]
    public void Violated_when_the_entry_is_set_against_the_test() =>
        Violated("D04.stale", 7, [6, 7], $"run · {Kvm} · D sample 0x1000 · A count sequence-moved · D test-retry 0x1000 stale · D map 0x1000");

    [Fact]
    public void Holds_when_the_fault_starts_again_after_a_test_that_found_it_stale() =>
        Holds($"run · {Kvm} · D sample 0x1000 · A count sequence-moved · D test-retry 0x1000 stale · D device-retry 0x1000"
            + " · D sample 0x1000 · D test-retry 0x1000 · D map 0x1000", times: 2);

    [Fact]
    public void Leaves_an_entry_set_in_an_open_range_to_D02() =>
        Broken(["D02"], "run · D lock mmap · D register kvm traits=range-start+range-end+counts · D unlock mmap · D sample 0x1000 · A lock mmap · A start 0x1000+1 · D test-retry 0x1000 stale · D map 0x1000 · A end 0x1000+1");

    [Fact]
    public void Violated_by_a_test_of_no_fault_that_does_not_see_the_range_that_is_counted() =>
        Violated("D04.open", 3, [2, 3], "run · A count count-raised driver=kvm open=1 · D test-retry 0x1000");

    [Fact]
    public void Violated_by_a_test_behind_its_fault_that_does_not_see_that_the_sequence_has_moved() =>
        Violated("D04.missed", 7, [4, 6, 7], $"run · {Kvm} · D sample 0x1000 · D device-faulted 0x1000 · A count sequence-moved · D test-retry 0x1000");
}
