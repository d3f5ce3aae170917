using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>D02.</summary>
public sealed class NoMappingInsideBracketTests : RuleTests<NoMappingInsideBracket>
{
    private const string Inside = "D02.inside";
    private const string Kvm = "D register kvm traits=range-start+range-end+counts";

    [Theory]
    [InlineData("A enter-start 0x1000+1")]
    [InlineData("A start 0x1000+1 · A end 0x1000+1")]
    [InlineData("A start 0x1000+1 blockable=no result=-11")]
    [InlineData("A start 0x2000+1")]
    [InlineData("A start 0x1000+1 mm=2")]
    public void Holds_when_no_range_that_has_started_and_not_ended_touches_the_address(string steps) =>
        Holds($"run · {Kvm} · {steps} · D map 0x1000 pfn=1 driver=kvm");

    [Theory]
    [InlineData("range-start+range-end")]
    [InlineData("counts")]
    public void Violated_in_an_open_range_of_any_task(string traits) =>
        Violated(Inside, 4, [3, 4], $"run · D register kvm traits={traits} · A start 0x1000+1 · D map 0x1000 pfn=1 driver=kvm");

    [Fact]
    public void Violated_when_a_huge_mapping_touches_the_range() =>
        Violated(Inside, 4, [3, 4], $"run · {Kvm} · A start 0x201000+1 · D map 0x200000 pfn=512 level=pmd driver=kvm");

    [Theory]
    [InlineData("A start 0x1000+1 · A start 0x1000+1 · A end 0x1000+1", 3)]
    [InlineData("A start 0x1000+1 · B start 0x1000+2 · A end 0x1000+1", 4)]
    public void Violated_until_the_last_bracket_over_it_has_ended(string steps, int open) =>
        Violated(Inside, 6, [open, 6], $"run · {Kvm} · {steps} · D map 0x1000 pfn=1 driver=kvm");

    [Theory]
    [InlineData("invalidate-range+shares-page-table")]
    [InlineData("range-start")]
    public void Silent_of_drivers_that_share_the_page_table_or_hear_of_the_start_alone(string traits) =>
        Silent($"run · D register other traits={traits} · A start 0x1000+1 · D map 0x1000 pfn=1 driver=other");

    [Fact]
    public void Unjudged_when_the_range_may_have_been_opened_before_a_loss() =>
        Unjudged($"run · {Kvm} · A start 0x1000+1 · lost 1 · D op fault · D map 0x1000 pfn=1 driver=kvm");

    [Fact]
    public void Unjudged_when_the_fault_may_have_tested_in_vain_before_a_loss() =>
        Unjudged($"run · {Kvm} · lost 1 · A start 0x1000+1 · D map 0x1000 pfn=1 driver=kvm");

    [Fact]
    public void Unjudged_where_the_trace_begins_in_the_middle_of_an_operation() => Unjudged($"{Kvm} · A start 0x9000+1 · D op fault · D map 0x1000 pfn=1 driver=kvm");

    [Theory]
    [InlineData("A op-end · D op-end · A cb-in xe range-start 0x9000+1 · A cb-out xe range-start 0x9000+1 · A start 0x1000+1 · D map 0x1000 pfn=1 driver=xe")]
    [InlineData("run · D register xe traits=none · A start 0x1000+1 · D map 0x1000 pfn=1 driver=xe")]
    [InlineData("run · A start 0x1000+1 · D map 0x1000 pfn=1 driver=xe")]
    public void Unjudged_as_long_as_the_trace_has_not_told_how_the_driver_is_built(string script) => Unjudged(script);

    [Fact]
    public void Violated_by_a_driver_whose_name_tells_that_it_has_start_and_end() =>
        Violated(Inside, 4, [3, 4], "A op-end · D op-end · A start 0x1000+1 · D map 0x1000 pfn=1 driver=kvm");

    [Fact]
    public void Holds_again_once_every_task_has_ended_or_begun_an_operation() =>
        Holds($"run · {Kvm} · A start 0x1000+1 · lost 1 · A op-end · D op fault · D map 0x1000 pfn=1 driver=kvm");

    [Fact]
    public void Alone_names_the_mapping() =>
        Broken(["D02"], $"run · D lock mmap · {Kvm} · D unlock mmap · A lock mmap · A start 0x1000+1 · D map 0x1000 pfn=1 driver=kvm · A end 0x1000+1");
}
