using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Brackets;

/// <summary>N03.</summary>
public sealed class EndFollowsLastChangeTests : RuleTests<EndFollowsLastChange>
{
    private const string AfterEnd = "N03.after-end";

    [Fact]
    public void Holds_when_the_change_comes_before_the_end() =>
        Holds("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A end 0x1000+1");

    [Fact]
    public void Violated_when_the_bracket_ends_before_the_change()
    {
        var finding = Violated(AfterEnd, 5, [2, 3, 5], "run · A start 0x1000+1 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1");
        HeldThen(finding, [4], []);
    }

    [Fact]
    public void Violated_by_the_change_that_the_bracket_did_not_wait_for_and_no_other() =>
        Violated(AfterEnd, 8, [2, 6, 8],
            "run · A start 0x1000+2 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A end 0x1000+2 · A lock ptl1 · A clear 0x2000 · A unlock ptl1");

    [Fact]
    public void Violated_when_the_only_bracket_around_the_change_is_the_ended_one_of_several() =>
        Violated(AfterEnd, 7, [2, 3, 7],
            "run · A start 0x1000+1 · A end 0x1000+1 · A start 0x5000+1 · A end 0x5000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Fact]
    public void Holds_when_an_inner_bracket_has_ended_and_the_outer_has_not() =>
        Holds("run · A start 0x1000+4 · A start 0x1000+1 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A end 0x1000+4");

    [Fact]
    public void Silent_when_an_entry_is_established_after_the_end_as_khugepaged_does() =>
        Silent("run · A start 0x200000+2M · A end 0x200000+2M · A lock pml1 · A set-huge 0x200000 old=none pfn=512 rw · A unlock pml1");

    [Fact]
    public void Silent_when_the_entry_is_put_back_in_the_same_section() =>
        Silent("run · A start 0x1000+1 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A set 0x1000 rw · A unlock ptl1");

    [Fact]
    public void Silent_of_a_detached_table_which_khugepaged_clears_after_the_end() =>
        Silent("run · A start 0x1000+1 · A end 0x1000+1 · A detach 0x1000 · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Fact]
    public void Violated_when_a_table_is_cut_off_after_the_end() =>
        Violated(AfterEnd, 5, [2, 3, 5], "run · A start 0x200000+2M · A end 0x200000+2M · A lock pml1 · A clear-huge 0x200000 old=0x9067 · A unlock pml1");

    [Fact]
    public void Alone_names_the_change_after_the_end() =>
        Broken(["N03"], "run · A start 0x1000+1 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Theory]
    [InlineData("A start 0x9000+1 · A end 0x9000+1")]
    [InlineData("B start 0x1000+1 · B end 0x1000+1")]
    [InlineData("A start 0x1000+1 mm=2 · A end 0x1000+1 mm=2")]
    [InlineData("A syscall mprotect · A start 0x1000+1 · A end 0x1000+1 · A ret")]
    public void Leaves_to_N01_what_no_bracket_of_this_operation_had_announced(string bracket) =>
        Broken(["N01"], $"run · {bracket} · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Fact]
    public void Leaves_to_N01_a_second_change_of_an_entry_that_the_ended_bracket_held_once() =>
        Broken(["N01"], "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A set 0x1000 · A unlock ptl1 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Fact]
    public void Leaves_to_N05_what_an_open_bracket_does_not_reach() =>
        Broken(["N05"], "run · A start 0x5000+1 · A start 0x1000+1 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A end 0x5000+1");

    [Fact]
    public void Unjudged_when_the_trace_starts_inside_the_operation() =>
        Unjudged("A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Fact]
    public void Unjudged_when_the_end_lies_before_a_loss() =>
        Unjudged("run · A start 0x1000+1 · A end 0x1000+1 · lost 2 · B enter-start 0x9000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1");
}
