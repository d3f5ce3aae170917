using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Invalidations;

/// <summary>I05.</summary>
public sealed class InvalidationIsNotEarlyTests : RuleTests<InvalidationIsNotEarly>
{
    private const string Early = "I05.early";

    [Fact]
    public void Holds_when_it_comes_after_the_clear() =>
        Holds("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A unlock ptl1 · A end 0x1000+1");

    [Fact]
    public void Holds_when_it_comes_before_and_after() =>
        Holds("run · A start 0x1000+1 · A lock ptl1 · A ir 0x1000+1 · A clear 0x1000 · A ir 0x1000+1 · A unlock ptl1 · A end 0x1000+1");

    [Fact]
    public void Violated_when_it_comes_only_before() =>
        HeldThen(Violated(Early, 5, [4, 5], "run · A start 0x1000+1 · A lock ptl1 · A ir 0x1000+1 · A clear 0x1000 · A unlock ptl1 · A end 0x1000+1"), [3], [2]);

    [Fact]
    public void Violated_by_the_last_of_several_that_came_before() =>
        Violated(Early, 6, [5, 6], "run · A start 0x1000+1 · A lock ptl1 · A ir 0x1000+1 · A ir 0x1000+1 · A clear 0x1000 · A unlock ptl1 · A end 0x1000+1");

    [Theory]
    [InlineData("A ir 0x1000+1 · A ir 0x2000+1", 4)]
    [InlineData("A ir 0x2000+1 · A ir 0x1000+1", 5)]
    public void Violated_when_others_came_before_as_well(string invalidations, int early) =>
        Violated(Early, 6, [early, 6], $"run · A start 0x1000+2 · A lock ptl1 · {invalidations} · A clear 0x1000 · A unlock ptl1 · A end 0x1000+2");

    [Fact]
    public void Violated_only_for_the_entry_that_it_came_too_early_for() =>
        Violated([6], "run · A start 0x1000+2 · A lock ptl1 · A clear 0x1000 · A ir 0x1000+2 · A clear 0x2000 · A unlock ptl1 · A end 0x1000+2");

    [Theory]
    [InlineData("A wrprotect 0x1000")]
    [InlineData("A clear 0x1000 · A set 0x1000")]
    [InlineData("A clear 0x1000 · A migrate 0x1000")]
    [InlineData("A clear 0x2000")]
    public void Silent_when_none_is_needed_or_it_was_for_another_entry(string stores) =>
        Silent($"run · A start 0x1000+2 · A lock ptl1 · A ir 0x1000+1 · {stores} · A unlock ptl1 · A end 0x1000+2");

    [Fact]
    public void Silent_when_it_belongs_to_an_earlier_section() =>
        Silent("run · A start 0x1000+1 · A lock ptl1 · A ir 0x1000+1 · A unlock ptl1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A end 0x1000+1");

    [Fact]
    public void Speaks_not_of_eras_in_which_the_flush_notifies() =>
        NotApplicable("run · A lock ptl1 · A ir 0x1000+1 · A clear 0x1000 · A unlock ptl1", "6.12");

    [Fact]
    public void Unjudged_when_the_trace_shows_no_stored_entries() =>
        Unjudged("A syscall madvise · A start 0x1000+1 · A lock ptl1 · A ir 0x1000+1 · A clear 0x1000 · A unlock ptl1", "6.1");

    [Fact]
    public void Inconclusive_when_it_lies_before_a_loss() =>
        Silent("run · A start 0x1000+1 · A lock ptl1 · A ir 0x1000+1 · lost 1 · A clear 0x1000 · A unlock ptl1");

    [Theory]
    [InlineData("A unlock ptl1 · A end 0x1000+1")]
    [InlineData("A unlock ptl1 · A only-end 0x1000+1")]
    [InlineData("A unlock ptl1 · A ir 0x1000+1 · A end 0x1000+1")]
    public void Alone_names_it_whatever_comes_after_the_lock(string steps) =>
        Broken(["I05"], $"run · A start 0x1000+1 · A lock ptl1 · A ir 0x1000+1 · A clear 0x1000 · {steps}", "4.15");
}
