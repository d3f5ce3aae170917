using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>D03.</summary>
public sealed class StartOnlyDriverMapsNothingBeforeChangeTests : RuleTests<StartOnlyDriverMapsNothingBeforeChange>
{
    private const string BeforeChange = "D03.before-change";
    private const string Gntdev = "D register gntdev traits=range-start";

    [Theory]
    [InlineData("A enter-start 0x1000+1")]
    [InlineData("A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1")]
    [InlineData("A start 0x1000+1 · A end 0x1000+1")]
    [InlineData("A start 0x5000+1")]
    public void Holds_before_the_start_has_returned_and_after_the_change(string steps) =>
        Holds($"run · {Gntdev} · {steps} · D map 0x1000 pfn=1 driver=gntdev");

    [Fact]
    public void Violated_between_the_start_and_the_change() =>
        Violated(BeforeChange, 4, [3, 4], $"run · {Gntdev} · A start 0x1000+1 · D map 0x1000 pfn=1 driver=gntdev");

    [Fact]
    public void Violated_when_the_entries_around_it_have_changed_and_this_one_has_not() =>
        Violated(BeforeChange, 8, [3, 8],
            $"run · {Gntdev} · A start 0x1000+3 · A lock ptl1 · A clear 0x1000 · A clear 0x3000 · A unlock ptl1 · D map 0x2000 pfn=2 driver=gntdev");

    [Fact]
    public void Violated_when_the_change_was_another_bracket_s() =>
        Violated(BeforeChange, 8, [6, 8],
            $"run · {Gntdev} · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · B start 0x1000+1 · A unlock ptl1 · D map 0x1000 pfn=1 driver=gntdev");

    [Theory]
    [InlineData("range-start+pins-pages")]
    [InlineData("range-start+range-end")]
    [InlineData("range-start+counts")]
    [InlineData("invalidate-range+shares-page-table")]
    public void Silent_of_drivers_that_pin_their_pages_or_can_wait(string traits) =>
        Silent($"run · D register other traits={traits} · A start 0x1000+1 · D map 0x1000 pfn=1 driver=other");

    [Fact]
    public void Unjudged_when_the_range_may_have_been_opened_before_a_loss() =>
        Unjudged($"run · {Gntdev} · A start 0x1000+1 · lost 1 · D op fault · D map 0x1000 pfn=1 driver=gntdev");

    [Fact]
    public void Unjudged_as_long_as_an_end_may_be_there_and_was_not_called() =>
        Unjudged("A op-end · D op-end · A cb-in xe range-start 0x9000+1 · A cb-out xe range-start 0x9000+1 · A start 0x1000+1 · D map 0x1000 pfn=1 driver=xe");

    [Fact]
    public void Silent_of_a_driver_whose_name_tells_that_it_hears_of_the_end() =>
        Silent("A op-end · D op-end · A cb-in kvm range-start 0x9000+1 · A cb-out kvm range-start 0x9000+1 · A start 0x1000+1 · D map 0x1000 pfn=1 driver=kvm");

    [Fact]
    public void Unjudged_when_it_is_something_else_that_has_such_a_name() =>
        Unjudged("A op-end · D op-end · name function 1 kvm · A cb-in xe range-start 0x9000+1 · A cb-out xe range-start 0x9000+1 · A start 0x1000+1 · D map 0x1000 pfn=1 driver=xe");

    [Fact]
    public void Holds_again_once_every_task_has_ended_or_begun_an_operation() =>
        Holds($"run · {Gntdev} · A start 0x1000+1 · lost 1 · A op-end · D op fault · D map 0x1000 pfn=1 driver=gntdev");

    [Fact]
    public void Leaves_to_D24_a_page_that_the_driver_found_itself_in_its_callback() =>
        Broken(["D24"], $"run · D lock mmap · {Gntdev} · D unlock mmap · A lock mmap:r · A start 0x1000+1 · B lock mmap:r · B cb-in gntdev range-start 0x1000+1 · B read 0x1000 Entry=pfn1"
            + " · B map 0x1000 pfn=1 driver=gntdev · B cb-out gntdev range-start 0x1000+1 · A end 0x1000+1");

    [Fact]
    public void Alone_names_the_mapping() =>
        Broken(["D03"], $"run · D lock mmap · {Gntdev} · D unlock mmap · A lock mmap · A start 0x1000+1 · D map 0x1000 pfn=1 driver=gntdev · A end 0x1000+1");
}
