using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Rules.Drivers;

/// <summary>D14.</summary>
public sealed class NoMappingAfterReleaseTests : RuleTests<NoMappingAfterRelease>
{
    private const string Kvm = "D register kvm traits=range-start+range-end+release";
    private const string Release = "A cb-in kvm release all · A cb-out kvm release all";

    [Theory]
    [InlineData("A cb-in kvm release all · A cb-out kvm release all")]
    [InlineData("D map 0x1000 · A cb-in kvm release all · A zap 0x1000 · A cb-out kvm release all")]
    [InlineData("A cb-in kvm release all · D map 0x1000 · A zap 0x1000 · A cb-out kvm release all")]
    public void Holds_when_nothing_is_left_when_release_returns(string steps) => Holds($"run · {Kvm} · {steps}");

    [Fact]
    public void Violated_by_an_entry_that_is_set_later() => Violated("D14.maps", 5, [4, 5], $"run · {Kvm} · {Release} · D map 0x1000");

    [Fact]
    public void Violated_by_an_entry_that_is_kept() => Violated("D14.keeps", 5, [3, 5], $"run · {Kvm} · D map 0x1000 · {Release}");

    [Fact]
    public void Holds_when_the_driver_registers_anew() => Holds($"run · {Kvm} · {Release} · {Kvm} · D map 0x1000");

    [Theory]
    [InlineData("range-start+release+pins-pages")]
    [InlineData("invalidate-range+release+shares-page-table")]
    public void Holds_when_what_is_left_is_pinned_or_in_the_cache_of_an_iommu(string traits) =>
        Holds($"run · D register other traits={traits} · D map 0x1000 driver=other · A cb-in other release all · A cb-out other release all");

    [Theory]
    [InlineData("run · D register kvm traits=range-start+range-end · D map 0x1000 driver=kvm · A release · A released")]
    [InlineData("D register kvm · D map 0x1000 driver=kvm · A cb-in kvm release all · A cb-out kvm release all")]
    public void Silent_of_drivers_that_are_not_told_and_where_zaps_are_not_shown(string script) => Silent(script);

    [Theory]
    [InlineData("D zap 0x9000 driver=xe · D map 0x1000 driver=xe · A cb-in xe release all · A cb-out xe release all")]
    [InlineData("A cb-in xe release all · A cb-out xe release all · D map 0x1000 driver=xe")]
    [InlineData("run · D map 0x1000 driver=xe · A cb-in xe release all · A cb-out xe release all")]
    public void Unjudged_when_the_device_may_walk_the_page_table_or_the_driver_may_pin_its_pages(string script) => Unjudged(script);

    [Fact]
    public void Alone_names_a_mapping_in_the_brackets_of_exit() =>
        Broken(["D14"], RemainsOfRange.RegisteredUnderLock($"run · {Kvm} · {Release} · A lock mmap · A start 0x1000+1 · D map 0x1000 · A end 0x1000+1 · A unlock mmap"));

    [Fact]
    public void Unjudged_when_the_trace_does_not_show_where_the_callback_returns() =>
        Unjudged("D map 0x1000 driver=kvm · D zap 0x1000 driver=kvm · D map 0x1000 driver=kvm · A cb-in kvm release all · A cb-out kvm release all context=Unplaced");

    [Fact]
    public void Unjudged_when_what_maps_may_come_before_release_returns() =>
        Unjudged("A cb-in kvm release all · A cb-out kvm release all context=Unplaced · D map 0x1000 driver=kvm", times: 1);

    [Fact]
    public void Not_violated_by_an_entry_behind_a_return_of_a_release_that_was_not_called() =>
        Assert.Equal(0, RuleCheck.Of("D14", $"run · {Kvm} · A cb-out kvm release all · D map 0x1000").Violations);
}
