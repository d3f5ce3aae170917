using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Brackets;

/// <summary>N06.</summary>
public sealed class RangeCoversWorstCaseTests : RuleTests<RangeCoversWorstCase>
{
    // A compound page of four, mapped from 0x4000 on.
    private const string Page = "run · A vma 0x4000+4 · A alloc pfn=4 order=2";
    private const string Unmaps = "A lock ptl1 · A clear 0x5000 fn=try_to_unmap_one · A unlock ptl1";

    [Theory]
    [InlineData("0x4000+4")]
    [InlineData("0x3000+8")]
    public void Holds_when_the_range_covers_the_compound_page(string range) => Holds($"{Page} · A start {range} · {Unmaps} · A end {range}");

    [Fact]
    public void Holds_when_the_region_ends_before_the_compound_page_does() =>
        Holds($"run · A vma 0x5000+2 · A alloc pfn=4 order=2 · A start 0x5000+2 · {Unmaps}");

    [Theory]
    [InlineData("0x5000+1")]
    [InlineData("0x5000+3")]
    [InlineData("0x4000+2")]
    public void Violated_when_a_part_of_the_compound_page_is_left_out(string range) =>
        Violated("N06.compound", 6, [4, 6], $"{Page} · A start {range} · {Unmaps}");

    [Fact]
    public void Violated_once_a_bracket() =>
        Violated([6], $"{Page} · A start 0x4000+2 · A lock ptl1 · A clear 0x4000 fn=try_to_unmap_one · A clear 0x5000 fn=try_to_unmap_one · A unlock ptl1");

    [Fact]
    public void Violated_when_a_shared_table_is_cut_off_for_one_entry_of_it() =>
        Violated("N06.table", 4, [2, 4], "run · A start 0x40000000+2M · A lock pml1 · A PteChanged mm=1 address=0x40000000 level=pud old=0x5067 new=none");

    [Fact]
    public void Alone_names_a_table_of_which_the_bracket_holds_a_part() =>
        Broken(["N06"], "run · A start 0x200000+1 · A lock pml1 · A clear-huge 0x200000 old=0x9067 · A unlock pml1 · A end 0x200000+1");

    [Fact]
    public void Holds_when_the_range_was_widened_to_the_shared_table() =>
        Holds("run · A start 0x40000000..0x80000000 · A lock pml1 · A PteChanged mm=1 address=0x40000000 level=pud old=0x5067 new=none");

    [Theory]
    [InlineData("A lock ptl1 · A clear 0x5000 fn=wp_page_copy · A unlock ptl1")]
    [InlineData("A lock ptl1 · A clear 0x5000 · A unlock ptl1")]
    public void Silent_of_paths_that_take_one_page_out_of_a_compound_page(string steps) => Silent($"{Page} · A start 0x5000+1 · {steps}");

    [Fact]
    public void Silent_of_a_table_that_free_pgtables_cuts_off_after_the_end() =>
        Silent("run · A start 0x1000+1 · A end 0x1000+1 · A PteChanged mm=1 address=0x0 level=pmd old=0x5067 new=none");

    [Fact]
    public void Leaves_to_N05_an_entry_outside_the_bracket() => Broken(["N05"], $"{Page} · A start 0x4000+1 · {Unmaps}");

    [Fact]
    public void Unjudged_when_the_end_of_the_region_is_not_known() => Unjudged($"run · A alloc pfn=4 order=2 · A start 0x5000+1 · {Unmaps}");

    [Fact]
    public void Inconclusive_when_the_page_was_allocated_before_a_loss() => Silent($"{Page} · lost 3 · B enter-start 0x9000+1 · A start 0x5000+1 · {Unmaps}");

    // free_pgtables, after a range_end that was forgotten: N04 has named that.
    [Fact]
    public void Silent_of_tables_that_are_cut_off_with_no_lock() =>
        Broken(["N04"], "run · A op munmap · A lock mmap · A start 0x1000+1 · A PteChanged mm=1 address=0x0 level=pmd old=0x5067 new=none · A unlock mmap · A op-end");
}
