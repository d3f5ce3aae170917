using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Brackets;

/// <summary>N07.</summary>
public sealed class RangeIsWellFormedTests : RuleTests<RangeIsWellFormed>
{
    [Theory]
    [InlineData("0x1000+1")]
    [InlineData("0x201000+4")]
    [InlineData("all")]
    [InlineData("0x1000..unknown")]
    public void Holds_for_whole_pages_and_for_an_open_end(string range)
    {
        Holds($"run · A enter-start {range}");
        Holds($"run · A ir {range}");
    }

    [Theory]
    [InlineData("0x1000..0x1000", "N07.empty")]
    [InlineData("0x2000..0x1000", "N07.empty")]
    [InlineData("0x1000..0x1001", "N07.bytes")]
    [InlineData("0x200000..0x200200", "N07.bytes")]
    [InlineData("0x1010..0x3000", "N07.unaligned")]
    public void Violated_when_a_range_is_empty_or_not_in_whole_pages(string range, string reason)
    {
        Violated(reason, 2, [2], $"run · A enter-start {range}");
        Violated(reason, 2, [2], $"run · A ir {range}");
        Violated(reason, 2, [2], $"run · A ir {range} source=tlb-flush");
    }

    [Theory]
    [InlineData("A ir 0x1000..0x1001 source=range-end")]
    [InlineData("A ir unknown..unknown")]
    public void Silent_when_the_bracket_was_judged_or_a_nested_gather_flushes_everything(string step) => Silent($"run · {step}", "6.1");

    [Fact]
    public void Violated_when_the_bracket_begins_inside_the_huge_page_that_changes()
    {
        var finding = Violated("N07.base", 5, [3, 5],
            "run · A enter-start 0x201000+2M · A start 0x201000+2M · A lock pml1 · A clear-huge 0x200000 · A unlock pml1");
        HeldThen(finding, [4], [3]);
    }

    [Fact]
    public void Violated_once_a_bracket_by_its_first_huge_change() =>
        Violated([4], "run · A start 0x201000+4M · A lock pml1 · A clear-huge 0x200000 · A clear-huge 0x200000 old=pfn512:huge · A unlock pml1");

    [Fact]
    public void Silent_when_small_entries_change_under_an_unaligned_start() =>
        Silent("run · A start 0x201000+4 · A lock ptl1 · A clear 0x202000 · A unlock ptl1");

    [Theory]
    [InlineData("0x1ff000..0x400000")]
    [InlineData("0x200000+1")]
    [InlineData("0x405000+1")]
    public void Holds_when_the_bracket_begins_outside_the_huge_entry_or_where_it_begins(string range) =>
        Holds($"run · A start {range} · A lock pml1 · A clear-huge 0x200000 · A unlock pml1");

    [Fact]
    public void Silent_when_the_huge_change_comes_after_the_end() =>
        Silent("run · A start 0x201000+4M · A end 0x201000+4M · A lock pml1 · A clear-huge 0x400000 · A unlock pml1");

    [Fact]
    public void Violated_in_the_middle_of_a_trace_as_well() => Violated("N07.bytes", 1, [1], "A enter-start 0x1000..0x1001");

    [Fact]
    public void Inconclusive_when_the_start_lies_before_a_loss() =>
        Silent("run · A start 0x201000+2M · lost 3 · B cb-in kvm range-start 0x9000+1 · A lock pml1 · A clear-huge 0x200000 · A unlock pml1");
}
