using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Drivers.Invalidation;

/// <summary>D11.</summary>
public sealed class CallbackLeavesNothingMappedTests : RuleTests<CallbackLeavesNothingMapped>
{
    private const string Mapped = "D11.mapped";
    private const string Unflushed = "D11.unflushed";
    private const string Kvm = "run · D register kvm traits=range-start+range-end+counts · D map 0x1000 pfn=1 driver=kvm";

    [Fact]
    public void Holds_when_the_callback_zaps_and_flushes() => Holds(Start("A zap 0x1000 · A device-flush 0x1000+1"));

    [Fact]
    public void Holds_when_another_task_flushes_what_the_callback_has_zapped() => Holds(Start("A zap 0x1000 · B device-flush 0x1000+1 driver=kvm"));

    [Fact]
    public void Violated_when_another_task_flushes_the_same_range_of_another_address_space() =>
        Violated(Unflushed, 7, [5, 7], Start("A zap 0x1000 · B device-flush 0x1000+1 mm=2 driver=kvm"));

    [Fact]
    public void Holds_when_each_page_is_flushed_after_its_zap() =>
        Holds($"{Kvm} · D map 0x2000 · A cb-in kvm range-start 0x1000+2 · A zap 0x1000 · A device-flush 0x1000+1 · A zap 0x2000 · A device-flush 0x2000+1"
            + " · A cb-out kvm range-start 0x1000+2");

    [Fact]
    public void Holds_when_the_flush_of_several_zaps_goes_page_by_page() =>
        Holds($"{Kvm} · D map 0x2000 · A cb-in kvm range-start 0x1000+2 · A zap 0x1000 · A zap 0x2000 · A device-flush 0x2000+1 · A device-flush 0x1000+1"
            + " · A cb-out kvm range-start 0x1000+2");

    [Theory]
    [InlineData("range-start")]
    [InlineData("invalidate-page")]
    public void Violated_when_the_range_is_still_mapped(string callback) =>
        Violated(Mapped, 5, [3, 5], $"{Kvm} · A cb-in kvm {callback} 0x1000+1 · A cb-out kvm {callback} 0x1000+1");

    [Fact]
    public void Violated_when_an_IOMMU_keeps_its_copy() =>
        Violated(Mapped, 5, [3, 5], "run · D register amd traits=invalidate-range+shares-page-table · D map 0x1000 pfn=1 driver=amd"
            + " · A cb-in amd invalidate-range 0x1000+1 · A cb-out amd invalidate-range 0x1000+1");

    [Fact]
    public void Violated_when_one_page_of_a_huge_range_is_still_mapped() =>
        Violated(Mapped, 5, [3, 5], $"{Kvm} · A cb-in kvm range-start all · A cb-out kvm range-start all");

    [Fact]
    public void Violated_when_a_driver_that_flushes_has_not() =>
        Violated(Unflushed, 7, [6, 7], $"{Kvm} · D sample 0x5000 · A cb-in kvm range-start 0x1000+1 · A zap 0x1000 · A cb-out kvm range-start 0x1000+1");

    [Fact]
    public void Violated_when_the_flush_comes_before_the_zap() => Violated(Unflushed, 7, [6, 7], Start("A device-flush 0x1000+1 · A zap 0x1000"));

    [Fact]
    public void Holds_of_a_recording_that_shows_no_step_of_the_driver_s_protocol() => Holds(Start("A zap 0x1000"));

    [Fact]
    public void Holds_when_the_entry_was_set_during_the_callback() => Holds(Start("A zap 0x1000 · D map 0x1000 pfn=1"));

    [Fact]
    public void Holds_of_a_huge_entry_that_the_range_holds_in_part() =>
        Holds("run · D register kvm traits=range-start+range-end · D map 0x200000 pfn=512 level=pmd driver=kvm"
            + " · A cb-in kvm range-start 0x200000+1 · A cb-out kvm range-start 0x200000+1");

    [Theory]
    [InlineData("range-end", "")]
    [InlineData("invalidate-range", "")]
    [InlineData("clear-flush-young", "")]
    [InlineData("range-start", " result=-11")]
    public void Silent_of_callbacks_that_do_not_invalidate_or_have_failed(string callback, string result) =>
        Silent($"{Kvm} · A cb-in kvm {callback} 0x1000+1 · A cb-out kvm {callback} 0x1000+1{result}");

    [Fact]
    public void Silent_of_a_driver_that_pins_its_pages() =>
        Silent("run · D register hfi1 traits=range-start+pins-pages · D map 0x1000 pfn=1 driver=hfi1 · A cb-in hfi1 range-start 0x1000+1 · A cb-out hfi1 range-start 0x1000+1");

    [Fact]
    public void Unjudged_when_a_driver_may_be_moving_its_own_pages() =>
        Unjudged($"{Kvm} · A enter-start 0x1000+1 event=migrate · A cb-in kvm range-start 0x1000+1 · A cb-out kvm range-start 0x1000+1");

    [Fact]
    public void Silent_of_invalidate_range_where_the_name_tells_that_the_driver_hears_of_starts() =>
        Silent("D map 0x1000 pfn=1 driver=kvm · A cb-in kvm invalidate-range 0x1000+1 · A cb-out kvm invalidate-range 0x1000+1");

    [Fact]
    public void Unjudged_when_a_start_may_have_been_heard_before() =>
        Unjudged("D map 0x1000 pfn=1 driver=xe · A cb-in xe invalidate-range 0x1000+1 · A cb-out xe invalidate-range 0x1000+1");

    [Fact]
    public void Unjudged_when_the_driver_was_not_seen_to_register_and_may_pin_its_pages() =>
        Unjudged("run · D map 0x1000 pfn=1 driver=xe · A cb-in xe range-start 0x1000+1 · A cb-out xe range-start 0x1000+1");

    [Fact]
    public void Unjudged_when_the_trace_starts_inside_the_callback() => Unjudged("A cb-out kvm range-start 0x1000+1");

    [Fact]
    public void Inconclusive_when_the_entry_was_set_before_a_loss() => Silent($"{Kvm} · lost 1 · A cb-in kvm range-start 0x1000+1 · A cb-out kvm range-start 0x1000+1");

    private static string Start(string steps) => $"{Kvm} · A cb-in kvm range-start 0x1000+1 · {steps} · A cb-out kvm range-start 0x1000+1";
}
