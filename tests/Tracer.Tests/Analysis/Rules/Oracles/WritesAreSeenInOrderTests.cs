using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Oracles;

/// <summary>S04. 0x1000 is A, copied on write from frame 1 to frame 7; 0x2000 is B.</summary>
public sealed class WritesAreSeenInOrderTests : RuleTests<WritesAreSeenInOrder>
{
    private const string WriteAThenB = "A set 0x1000 pfn=7 rw · A touch 0x1000 w pfn=7 · B touch 0x2000 w pfn=2";

    [Fact]
    public void Holds_when_A_is_new_too() => Holds($"run · {WriteAThenB} · D access 0x2000 pfn=2 · D access 0x1000 pfn=7");

    [Fact]
    public void Violated_when_A_is_old_though_B_was_new() =>
        Violated("S04.order", 6, [3, 4, 5, 6], $"run · {WriteAThenB} · D access 0x2000 pfn=2 · D access 0x1000 pfn=1");

    [Fact]
    public void Violated_also_when_A_is_written_once_more() =>
        Violated("S04.order", 7, [3, 4, 5, 7], $"run · {WriteAThenB} · D access 0x2000 pfn=2 · A touch 0x1000 w pfn=7 · D access 0x1000 pfn=1");

    [Fact]
    public void Violated_when_one_address_goes_back() =>
        Violated("S04.back", 6, [3, 5, 6], $"run · {WriteAThenB} · D access 0x1000 pfn=7 · D access 0x1000 pfn=1");

    [Theory]
    [InlineData("D access 0x1000 pfn=1 · D access 0x2000 pfn=2")]
    [InlineData("D access 0x2000 pfn=3 · D access 0x1000 pfn=1")]
    [InlineData("D access 0x2000 pfn=2 w · D access 0x1000 pfn=1")]
    [InlineData("D access 0x2000 pfn=2 · D access 0x1000 pfn=1 w")]
    [InlineData("D access 0x2000 pfn=2 driver=one · D access 0x1000 pfn=1 driver=two")]
    [InlineData("A set 0x1000 pfn=9 rw · D access 0x2000 pfn=2 · D access 0x1000 pfn=9")]
    public void Silent_when_the_device_has_not_seen_B_before_or_nobody_can_tell_which_is_older(string steps) => Silent($"run · {WriteAThenB} · {steps}");

    // Reclaimed, and swapped in to the same frame once it was handed out anew: the device's page is as new as the CPU's.
    [Fact]
    public void Silent_when_the_frame_was_handed_out_anew() =>
        Silent("run · A alloc pfn=7 · A set 0x1000 pfn=7 rw · A touch 0x1000 w pfn=7 · A touch 0x2000 w pfn=2 · A swap 0x1000 · A free pfn=7 · A alloc pfn=7 · A set 0x1000 pfn=7"
            + " · D map 0x1000 pfn=7 · D access 0x2000 pfn=2 · D access 0x1000 pfn=7");

    [Fact]
    public void Silent_when_A_was_written_after_B() =>
        Silent("run · A set 0x1000 pfn=7 rw · A touch 0x2000 w pfn=2 · D access 0x2000 pfn=2 · A touch 0x1000 w pfn=7 · D access 0x1000 pfn=1");

    [Fact]
    public void Silent_of_a_driver_that_pins_its_pages() =>
        Silent($"run · D register scif traits=range-start+pins-pages · {WriteAThenB} · D access 0x2000 pfn=2 driver=scif · D access 0x1000 pfn=1");

    [Fact]
    public void Inconclusive_after_a_loss() => Silent($"run · {WriteAThenB} · D access 0x2000 pfn=2 · lost 1 · D access 0x1000 pfn=1");
}
