using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Rules.Invalidations;

/// <summary>I02.</summary>
public sealed class InvalidationBeforeNewEntryTests : RuleTests<InvalidationBeforeNewEntry>
{
    private const string SetFirst = "I02.set-first";

    [Fact]
    public void Holds_when_the_order_is_clear_invalidate_set() =>
        Holds("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A set 0x1000 pfn=7 rw · A unlock ptl1 · A end 0x1000+1");

    [Fact]
    public void Violated_when_the_new_entry_is_set_first() =>
        HeldThen(Violated(SetFirst, 5, [4, 5],
            "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A set 0x1000 pfn=7 rw · A ir 0x1000+1 · A unlock ptl1 · A end 0x1000+1"), [3], [2]);

    [Theory]
    [InlineData("A ir 0x9000+1")]
    [InlineData("A ir 0x1000+1 mm=2")]
    [InlineData("B ir 0x1000+1")]
    public void Violated_when_what_was_invalidated_is_something_else(string step) =>
        Violated(SetFirst, 6, [4, 6], $"run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · {step} · A set 0x1000 pfn=7 rw");

    [Fact]
    public void Violated_when_only_part_of_a_huge_page_was_invalidated() =>
        Violated(SetFirst, 6, [4, 6], "run · A start 0x200000+2M · A lock pml1 · A clear-huge 0x200000 · A ir 0x200000+1 · A set-huge 0x200000 pfn=1024 rw");

    [Theory]
    [InlineData("A clear 0x1000 old=pfn1 · A set 0x1000 pfn=7 fn=replace_page")]
    [InlineData("A clear 0x1000 · A set 0x1000 rw")]
    [InlineData("A clear 0x1000 · A set 0x1000")]
    [InlineData("A clear 0x1000 · A swap 0x1000")]
    [InlineData("A clear 0x1000 old=swap · A set 0x1000 pfn=7 rw")]
    public void Silent_when_the_page_stays_is_equal_and_read_only_or_was_none(string stores) =>
        Silent($"run · A start 0x1000+1 · A lock ptl1 · {stores} · A unlock ptl1 · A end 0x1000+1");

    // A kernel's mm_struct serves another process once its own has exited, which has no notifier.
    [Theory]
    [InlineData("", 1)]
    [InlineData("A release · A released · ", 0)]
    public void Silent_when_the_address_space_was_released(string before, int violations) =>
        Assert.Equal(violations, RuleCheck.Of("I02", $"run · {before}B lock ptl1 · B clear 0x1000 · B set 0x1000 pfn=7 rw · B unlock ptl1").Violations);

    [Fact]
    public void Silent_when_the_new_entry_is_another_section_s() =>
        Silent("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A lock ptl1 · A set 0x1000 pfn=7 rw · A unlock ptl1 · A end 0x1000+1");

    [Fact]
    public void Silent_when_an_entry_moves_from_one_table_to_another() =>
        Broken([], "run · A start 0x1000+1 · A lock ptl1 · A lock ptl2 · A clear 0x1000 · A set 0x200000 pfn=1 rw old=none · A unlock ptl2 · A unlock ptl1 · A end 0x1000+1");

    [Fact]
    public void Holds_when_the_architecture_s_flush_invalidates() =>
        Holds("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 source=tlb-flush · A set 0x1000 pfn=7 rw", "6.12");

    [Fact]
    public void Speaks_not_of_eras_before() => NotApplicable("run · A lock ptl1 · A clear 0x1000 · A set 0x1000 pfn=7 rw", "4.12");

    [Fact]
    public void Unjudged_when_the_trace_shows_no_invalidate_range() =>
        Unjudged("A register kvm · A lock ptl1 · A clear 0x1000 · A set 0x1000 pfn=7 rw", "6.12");

    [Fact]
    public void Inconclusive_when_the_clear_lies_before_a_loss() =>
        Silent("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · lost 1 · B ir 0x9000+1 · A set 0x1000 pfn=7 rw");

    [Fact]
    public void Alone_names_the_order_even_if_range_end_invalidates_later() =>
        Broken(["I02"], "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A set 0x1000 pfn=7 rw · A unlock ptl1 · A end 0x1000+1");

    // KSM's two pages have one content; uprobes' have not.
    [Theory]
    [InlineData("replace_page", 0)]
    [InlineData("__replace_page", 1)]
    public void Only_KSM_may_replace_a_read_only_page_unannounced(string function, int breaches) =>
        Assert.Equal(breaches, RuleCheck.Of("I02",
            $"run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 old=pfn1 fn={function} · A set 0x1000 new=pfn7 fn={function} · A unlock ptl1 · A end 0x1000+1").Violations);
}
