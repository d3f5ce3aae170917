using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Invalidations;

/// <summary>I04.</summary>
public sealed class InvalidationLiesInsideBracketTests : RuleTests<InvalidationLiesInsideBracket>
{
    [Theory]
    [InlineData("0x1000+1")]
    [InlineData("0x2000+3")]
    public void Holds_inside_an_open_bracket(string range) => Holds($"run · A start 0x1000+4 · A ir {range} · A end 0x1000+4");

    [Fact]
    public void Violated_after_the_end() => Violated("I04.outside", 4, [4], "run · A start 0x1000+1 · A end 0x1000+1 · A ir 0x1000+1");

    [Fact]
    public void Violated_beyond_the_bracket() => Violated("I04.wider", 3, [2, 3], "run · A start 0x1000+1 · A ir 0x1000+2 · A end 0x1000+1");

    [Fact]
    public void Violated_inside_the_bracket_of_another_task() => Violated([3], "run · B start 0x1000+1 · A ir 0x1000+1");

    [Theory]
    [InlineData("A ir 0x1000+1 source=tlb-flush")] // mmu_gather, freed tables
    [InlineData("A start 0x1000+1 · A end 0x1000+1 · A ir 0x1000+1 source=range-end")]
    [InlineData("A RangeInvalidated Mm=1 Start=unknown End=unknown")] // a nested gather of 6.1
    public void Silent_of_invalidations_that_another_call_implies(string steps) => Silent($"run · {steps}");

    [Fact]
    public void Leaves_to_N11_one_in_place_of_a_bracket() =>
        Broken(["N01", "N11"], "run · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A unlock ptl1");

    [Fact]
    public void Leaves_to_N05_a_bracket_that_is_too_short() =>
        Broken(["N05"], "run · A start 0x200000+1 · A lock pml1 · A clear-huge 0x200000 · A ir 0x200000+2M · A unlock pml1 · A end 0x200000+1");

    [Fact]
    public void Unjudged_where_the_bracket_may_be_older_than_the_trace() => Unjudged("A register kvm · A lock ptl1 · A ir 0x1000+1", "6.1");

    [Fact]
    public void Inconclusive_when_the_bracket_was_opened_before_a_loss() => Unjudged("run · A start 0x1000+1 · lost 3 · B start 0x9000+1 · A ir 0x1000+1");

    [Fact]
    public void Speaks_not_of_6_12() => NotApplicable("run · A ir 0x1000+1", "6.12");
}
