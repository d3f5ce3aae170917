using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Brackets;

/// <summary>N05.</summary>
public sealed class BracketCoversChangeTests : RuleTests<BracketCoversChange>
{
    [Theory]
    [InlineData("0x200000+2M")]
    [InlineData("0x1ff000..0x500000")]
    [InlineData("all")]
    public void Holds_when_the_range_contains_the_whole_extent(string range) =>
        Holds($"run · A start {range} · A lock pml1 · A clear-huge 0x200000 · A unlock pml1 · A end {range}");

    [Fact]
    public void Holds_when_the_outer_of_two_brackets_contains_the_change() =>
        Holds("run · A start 0x1000+4 · A start 0x3000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A end 0x3000+1 · A end 0x1000+4");

    [Fact]
    public void Violated_when_only_the_first_page_of_a_huge_entry_is_announced()
    {
        var finding = Violated("N05.short", 4, [2, 4], "run · A start 0x200000+1 · A lock pml1 · A clear-huge 0x200000 · A unlock pml1 · A end 0x200000+1");
        HeldThen(finding, [3], [2]);
    }

    [Fact]
    public void Violated_when_the_length_was_counted_in_pages() =>
        Violated("N05.short", 4, [2, 4], "run · A start 0x1000..0x1001 · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Fact]
    public void Violated_when_the_base_was_not_masked() =>
        Violated("N05.base", 4, [2, 4], "run · A start 0x201000+2M · A lock pml1 · A clear-huge 0x200000 · A unlock pml1");

    [Fact]
    public void Violated_when_the_range_lies_elsewhere() =>
        Violated("N05.elsewhere", 4, [2, 4], "run · A start 0x5000+1 · A lock ptl1 · A wrprotect 0x1000 · A unlock ptl1");

    [Fact]
    public void Violated_when_two_brackets_contain_half_of_it_each() =>
        Violated("N05.base", 5, [3, 5], "run · A start 0x200000+1M · A start 0x300000+1M · A lock pml1 · A clear-huge 0x200000 · A unlock pml1");

    [Fact]
    public void Violated_by_each_change_that_lies_outside_and_by_no_other() =>
        Violated([5, 6], "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A clear 0x2000 · A clear 0x3000 · A unlock ptl1");

    [Fact]
    public void Silent_when_the_entry_is_put_back_in_the_same_section() =>
        Silent("run · A start 0x5000+1 · A lock ptl1 · A clear 0x1000 · A set 0x1000 rw · A unlock ptl1");

    [Fact]
    public void Silent_of_a_table_that_nobody_else_reaches() =>
        Silent("run · A start 0x5000+1 · A observe 0x1000 · A clear 0x1000 · A end 0x5000+1");

    [Fact]
    public void Unjudged_when_the_address_is_known_from_the_bracket_alone() =>
        Unjudged("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 address=unknown · A unlock ptl1");

    [Fact]
    public void Inconclusive_when_the_bracket_was_opened_before_a_loss() =>
        Silent("run · A start 0x5000+1 · lost 3 · B enter-start 0x9000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Fact]
    public void Silent_where_the_bracket_is_of_another_address_space() =>
        Silent("run · A start 0x5000+1 mm=2 · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Fact]
    public void Alone_names_a_change_outside_the_open_bracket() =>
        Broken(["N05"], "run · A enter-start 0x200000+1 · A start 0x200000+1 · A lock pml1 · A clear-huge 0x200000 · A unlock pml1 · A end 0x200000+1");

    [Theory]
    [InlineData("0x200000..0x200200")]
    [InlineData("0x201000+2M")]
    public void Goes_with_N07_when_the_range_is_wrong_in_itself(string range) =>
        Broken(["N05", "N07"], $"run · A enter-start {range} · A start {range} · A lock pml1 · A clear-huge 0x200000 · A unlock pml1 · A end {range}");
}
