using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Drivers.Invalidation;

/// <summary>D18.</summary>
public sealed class CallbackCoversWholeRangeTests : RuleTests<CallbackCoversWholeRange>
{
    [Fact]
    public void Holds_when_every_page_of_the_range_went() => Holds(RemainsOfRange.Callback("1 2 3", "1 2 3"));

    [Theory]
    [InlineData("1", 4)]
    [InlineData("2", 3)]
    [InlineData("3", 3)]
    public void Violated_when_only_one_of_several_went(string zapped, int left) =>
        Violated("D18.rest", 8, [left, 7, 8], RemainsOfRange.Callback("1 2 3", zapped));

    [Fact]
    public void Violated_when_one_amid_the_range_stayed() => Violated("D18.rest", 9, [4, 7, 9], RemainsOfRange.Callback("1 2 3", "1 3"));

    [Fact]
    public void Violated_in_invalidate_range_of_a_driver_that_has_no_start() =>
        Violated([8], RemainsOfRange.Callback("1 2 3", "1", "invalidate-range").Replace("range-start+range-end+counts", "invalidate-range", StringComparison.Ordinal));

    [Fact]
    public void Silent_in_invalidate_range_of_a_driver_that_has_zapped_at_the_start() =>
        Silent(RemainsOfRange.Callback("1 2 3", "1", "invalidate-range"));

    [Theory]
    [InlineData("1 2 3", "")]
    [InlineData("1 2 3", "1 2")]
    [InlineData("4", "")]
    public void Silent_when_nothing_went_or_one_at_the_edge_stayed(string mapped, string zapped) => Silent(RemainsOfRange.Callback(mapped, zapped));

    [Fact]
    public void Silent_when_a_driver_may_keep_what_it_migrates_itself() =>
        Silent(RemainsOfRange.Callback("1 2 3", "1").Replace("A cb-in", "A enter-start 0x1000+3 event=migrate · A cb-in", StringComparison.Ordinal));

    [Fact]
    public void Inconclusive_when_what_was_mapped_was_lost() =>
        Silent(RemainsOfRange.Callback("1 2 3", "1").Replace("A zap", "lost 1 · A zap", StringComparison.Ordinal));

    // What went and what stayed may lie over one huge page, which another rule names.
    [Fact]
    public void Inconclusive_when_the_page_may_have_become_huge_before_a_loss() =>
        Silent(RemainsOfRange.Callback("1 2 3", "1").Replace("A map 0x1000", "lost 1 · A map 0x1000", StringComparison.Ordinal));

    // An IOMMU's cache may hold nothing of the page that it flushed: the flush tells how far the driver went.
    [Theory]
    [InlineData("2 3")]
    [InlineData("2")]
    [InlineData("3")]
    public void Alone_names_the_rest_when_only_a_flush_shows_that_part_of_the_range_was_gone_through(string mapped) =>
        Broken(["D18"], RemainsOfRange.RegisteredUnderLock(RemainsOfRange.Callback(mapped, "").Replace("A cb-out", "A device-flush 0x1000+1 driver=kvm · A cb-out", StringComparison.Ordinal)));

    [Fact]
    public void Leaves_to_D11_a_range_that_was_flushed_whole_and_not_zapped() =>
        Broken(["D11"], RemainsOfRange.RegisteredUnderLock(RemainsOfRange.Callback("2", "").Replace("A cb-out", "A device-flush all driver=kvm · A cb-out", StringComparison.Ordinal)));

    [Fact]
    public void Alone_names_the_rest() => Broken(["D18"], RemainsOfRange.RegisteredUnderLock(RemainsOfRange.Callback("1 2 3", "1")));
}
