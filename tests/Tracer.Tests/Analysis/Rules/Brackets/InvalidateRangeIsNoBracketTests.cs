using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Brackets;

/// <summary>N11.</summary>
public sealed class InvalidateRangeIsNoBracketTests : RuleTests<InvalidateRangeIsNoBracket>
{
    private const string NoBracket = "N11.no-bracket";

    [Fact]
    public void Holds_inside_a_bracket() =>
        Holds("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A unlock ptl1 · A end 0x1000+1");

    [Fact]
    public void Violated_when_it_is_all_that_is_said_of_a_change() =>
        Violated(NoBracket, 5, [3, 5], "run · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A ir 0x1000+1", "aac2fea9");

    [Fact]
    public void Violated_under_the_page_table_lock_as_well() =>
        HeldThen(Violated(NoBracket, 4, [3, 4], "run · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A unlock ptl1"), [2], []);

    [Fact]
    public void Violated_once_however_often_it_is_said() =>
        Violated([5], "run · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A ir 0x1000+1 · A ir 0x1000+1");

    [Fact]
    public void Holds_again_when_a_later_change_of_the_same_address_has_its_bracket() =>
        Violated([4], "run · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A unlock ptl1 · A start 0x1000+1 · A lock ptl1 · A set 0x1000 rw · A clear 0x1000 · A ir 0x1000+1 · A unlock ptl1 · A end 0x1000+1");

    [Theory]
    [InlineData("A ir 0x1000+1 source=tlb-flush")]
    [InlineData("A ir 0x1000+1 source=range-end")]
    [InlineData("A ir 0x9000+1")]
    [InlineData("A ir 0x1000+1 mm=2")]
    [InlineData("B ir 0x1000+1")]
    [InlineData("A op-end · A ir 0x1000+1")]
    public void Silent_of_a_flush_of_other_addresses_and_of_other_operations(string step) =>
        Silent($"run · A op reclaim · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · {step}");

    [Fact]
    public void Silent_when_the_entry_was_put_back() =>
        Silent("run · A lock ptl1 · A clear 0x1000 · A set 0x1000 rw · A unlock ptl1 · A ir 0x1000+1");

    [Fact]
    public void Unjudged_when_the_trace_starts_inside_the_operation() => Unjudged("A register kvm · A ir 0x1000+1");

    [Fact]
    public void Unjudged_when_the_change_lies_before_a_loss() =>
        Unjudged("run · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · lost 2 · B enter-start 0x9000+1 · A ir 0x1000+1");

    [Theory]
    [InlineData("A unlock ptl1 · A ir 0x1000+1")]
    [InlineData("A ir 0x1000+1 · A unlock ptl1")]
    public void Goes_with_N01_and_silences_I06(string steps) =>
        Broken(["N01", "N11"], $"run · A lock ptl1 · A clear 0x1000 · {steps}");

    [Fact]
    public void Leaves_to_N03_a_change_after_the_end() =>
        Broken(["N03"], "run · A start 0x1000+1 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A unlock ptl1");
}
