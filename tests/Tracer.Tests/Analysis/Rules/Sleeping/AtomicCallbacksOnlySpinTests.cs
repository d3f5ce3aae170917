using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Sleeping;

/// <summary>D08.</summary>
public sealed class AtomicCallbacksOnlySpinTests : RuleTests<AtomicCallbacksOnlySpin>
{
    [Theory]
    [InlineData("ClearFlushYoung")]
    [InlineData("ClearYoung")]
    [InlineData("TestYoung")]
    public void Holds_when_an_ageing_callback_takes_a_spin_lock(string callback) =>
        Holds($"run · A lock ptl1 · A cb-in kvm {callback} 0x1000+1 · A lock spin1 · A unlock spin1 · A cb-out kvm {callback} 0x1000+1 · A unlock ptl1");

    [Fact]
    public void Holds_when_a_sleeping_lock_is_only_tried() =>
        Holds("run · A lock ptl1 · A cb-in kvm TestYoung 0x1000+1 · A try mutex1 · A unlock mutex1 · A cb-out kvm TestYoung 0x1000+1");

    [Theory]
    [InlineData("ClearFlushYoung")]
    [InlineData("ClearYoung")]
    [InlineData("TestYoung")]
    public void Violated_when_it_may_sleep(string callback) =>
        Violated("D08.sleeps", 4, [3, 4], $"run · A lock ptl1 · A cb-in kvm {callback} 0x1000+1 · A sleep");

    [Theory]
    [InlineData("mutex1")]
    [InlineData("sem1:r")]
    public void Violated_when_it_takes_a_lock_that_may_sleep(string taken) =>
        Violated("D08.sleeping-lock", 4, [3, 4], $"run · A lock ptl1 · A cb-in odp ClearYoung 0x1000+1 · A lock {taken}");

    [Fact]
    public void Violated_once_by_a_sleeping_lock_that_was_announced() =>
        Violated([4], "run · A lock ptl1 · A cb-in odp ClearYoung 0x1000+1 · A sleep sleeping-lock · A lock sem1:r");

    [Fact]
    public void Alone_names_the_sleep_of_an_ageing_callback() =>
        Broken(["D08"], "run · A lock ptl1 · A cb-in kvm ClearFlushYoung 0x1000+1 · A sleep · A cb-out kvm ClearFlushYoung 0x1000+1 · A unlock ptl1");

    [Fact]
    public void Leaves_invalidate_range_to_I03_in_its_eras() =>
        Broken(["I03"], "run · A lock ptl1 · A cb-in amd InvalidateRange 0x1000+1 · A sleep · A cb-out amd InvalidateRange 0x1000+1 · A unlock ptl1");

    [Fact]
    public void Names_invalidate_range_where_I03_does_not_speak() =>
        Broken(["D08"], "run · A lock ptl1 · A cb-in amd InvalidateRange 0x1000+1 · A sleep · A cb-out amd InvalidateRange 0x1000+1 · A unlock ptl1", "4.12");

    [Fact]
    public void Leaves_invalidate_page_to_P02() =>
        Broken(["P02"], "run · A lock ptl1 · A cb-in odp InvalidatePage 0x1000+1 · A sleep · A cb-out odp InvalidatePage 0x1000+1 · A unlock ptl1", "4.12");

    [Theory]
    [InlineData("run · A cb-in odp range-start 0x1000+1 · A sleep · A lock mutex1")]
    [InlineData("run · A lock ptl1 · A cb-in kvm ClearYoung 0x1000+1 · lost 1 · A sleep · A lock mutex1")]
    public void Silent_of_other_callbacks_and_after_a_loss(string script) => Silent(script);

    [Fact]
    public void Unjudged_when_the_trace_does_not_show_where_the_callback_returns() =>
        Unjudged("A lock ptl1 · A cb-in kvm ClearFlushYoung 0x1000+1 · A cb-out kvm ClearFlushYoung 0x1000+1 context=Unplaced");
}
