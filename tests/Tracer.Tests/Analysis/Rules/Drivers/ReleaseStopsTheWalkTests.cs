using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Drivers;

/// <summary>D13.</summary>
public sealed class ReleaseStopsTheWalkTests : RuleTests<ReleaseStopsTheWalk>
{
    private const string Amd = "D register amd traits=invalidate-range+release+shares-page-table";

    [Fact]
    public void Holds_when_the_device_loses_the_table_and_then_all_it_cached() =>
        Holds($"run · {Amd} · D bind driver=amd · A cb-in amd release all · A unbind · A device-flush all · A cb-out amd release all");

    [Fact]
    public void Violated_when_the_device_keeps_the_table() =>
        Violated("D13.bound", 6, [3, 6], $"run · {Amd} · D bind driver=amd · A cb-in amd release all · A device-flush all · A cb-out amd release all");

    [Theory]
    [InlineData("A unbind")]
    [InlineData("A unbind · A device-flush 0x1000+1")]
    public void Violated_when_not_everything_is_flushed(string steps)
    {
        var returned = 6 + steps.Count(letter => letter == '·');
        Violated("D13.not-flushed", returned, [5, returned], $"run · {Amd} · D bind driver=amd · A cb-in amd release all · {steps} · A cb-out amd release all");
    }

    [Fact]
    public void Violated_when_the_flush_comes_before_the_walk_is_stopped() =>
        Violated("D13.not-flushed", 7, [6, 7], $"run · {Amd} · D bind driver=amd · A cb-in amd release all · A device-flush all · A unbind · A cb-out amd release all");

    [Theory]
    [InlineData("A cb-in amd release all · A cb-out amd release all")]
    [InlineData("D bind driver=amd · lost 1 · A cb-in amd release all · A cb-out amd release all")]
    public void Unjudged_when_the_trace_does_not_show_what_the_device_was_given(string steps) => Unjudged($"run · {Amd} · {steps}");

    [Theory]
    [InlineData("D register kvm traits=range-start+range-end+release · D bind driver=kvm · A cb-in kvm release all · A cb-out kvm release all")]
    [InlineData(Amd + " · D bind driver=amd · A cb-in amd InvalidateRange 0x1000+1 · A cb-out amd InvalidateRange 0x1000+1")]
    public void Silent_of_drivers_with_entries_of_their_own_and_of_other_callbacks(string steps) => Silent($"run · {steps}");

    [Fact]
    public void Alone_names_the_walk_that_goes_on() =>
        Broken(["D13"], RemainsOfRange.RegisteredUnderLock($"run · {Amd} · D bind driver=amd · D map 0x1000 driver=amd · A cb-in amd release all · A cb-out amd release all · D map 0x2000 driver=amd"));
}
