using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Drivers.Invalidation;

/// <summary>D16.</summary>
public sealed class OverlapTestIsExactTests : RuleTests<OverlapTestIsExact>
{
    [Theory]
    [InlineData("1 2 3 4", "1 2 3")]
    [InlineData("1 2 3", "3 2 1")]
    [InlineData("3", "3")]
    [InlineData("1 2 3 4 5", "1 2 3 4 5")]
    [InlineData("1 2 3 4", "1 2 3 4")]
    public void Holds_when_the_range_went_or_everything_did(string mapped, string zapped) => Holds(RemainsOfRange.Callback(mapped, zapped));

    [Theory]
    [InlineData("1 2", 5)]
    [InlineData("2 3", 3)]
    public void Violated_when_the_page_at_an_edge_stayed(string zapped, int left) =>
        Violated("D16.missed", 9, [left, 7, 9], RemainsOfRange.Callback("1 2 3", zapped));

    // Neither page was mapped by the device: that the driver went through them its flushes tell, in whichever order.
    [Theory]
    [InlineData("A device-flush 0x1000+1 · A device-flush 0x2000+1")]
    [InlineData("A device-flush 0x2000+1 · A device-flush 0x1000+1")]
    public void Violated_when_only_flushes_show_that_the_rest_was_gone_through(string flushes) =>
        Violated([7], $"run · {RemainsOfRange.Kvm} · D map 0x3000 driver=kvm · A cb-in kvm range-start 0x1000+3 · {flushes} · A cb-out kvm range-start 0x1000+3");

    [Fact]
    public void Violated_when_the_page_behind_the_end_went_too() =>
        Violated("D16.beyond", 11, [10, 11], RemainsOfRange.Callback("1 2 4 5", "1 2 4"));

    [Theory]
    [InlineData("0")]
    [InlineData("4")]
    public void Violated_at_either_side(string next) =>
        Violated([9], RemainsOfRange.Callback($"1 {next} 9", $"1 {next}"));

    [Theory]
    [InlineData("range-start+range-end")]
    [InlineData("invalidate-range+shares-page-table")]
    public void Holds_when_one_too_many_went_of_a_driver_that_may_drop_more(string traits) =>
        Holds(RemainsOfRange.Callback("1 4 9", "1 4").Replace("range-start+range-end+counts", traits, StringComparison.Ordinal));

    [Theory]
    [InlineData("1 2 3", "")]
    [InlineData("1 2 3", "1")]
    [InlineData("4", "4")]
    [InlineData("", "")]
    public void Silent_when_nothing_of_the_range_or_only_part_of_it_went(string mapped, string zapped) => Silent(RemainsOfRange.Callback(mapped, zapped));

    [Fact]
    public void Holds_when_an_entry_was_set_during_the_callback() =>
        Holds($"run · {RemainsOfRange.Kvm} · D map 0x1000 driver=kvm · A cb-in kvm range-start 0x1000+2 · A zap 0x1000 · D map 0x2000 · A cb-out kvm range-start 0x1000+2");

    [Fact]
    public void Silent_of_a_driver_that_pins_its_pages() =>
        Silent(RemainsOfRange.Callback("1 2 3", "1 2").Replace("counts", "pins-pages", StringComparison.Ordinal));

    [Theory]
    [InlineData("cb-out kvm range-start 0x1000+3 result=-11")]
    [InlineData("cb-out kvm range-end 0x1000+3")]
    public void Silent_of_a_callback_that_gave_up_and_of_others(string returned) =>
        Silent(RemainsOfRange.Callback("1 2 3", "1 2").Replace("cb-out kvm range-start 0x1000+3", returned, StringComparison.Ordinal));

    [Fact]
    public void Inconclusive_when_the_callback_began_before_a_loss() =>
        Silent(RemainsOfRange.Callback("1 2 3", "1 2").Replace("A cb-out", "lost 1 · A cb-out", StringComparison.Ordinal));

    [Fact]
    public void Alone_names_the_edge() => Broken(["D16"], RemainsOfRange.RegisteredUnderLock(RemainsOfRange.Callback("1 2 3", "1 2")));

    [Fact]
    public void Alone_names_one_too_many() => Broken(["D16"], RemainsOfRange.RegisteredUnderLock(RemainsOfRange.Callback("1 4 9", "1 4")));
}
