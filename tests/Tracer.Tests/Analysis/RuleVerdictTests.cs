using Tracer.Testing;

namespace Tracer.Tests.Analysis;

/// <summary>What is said of a rule that was not broken: that it held is said only where a breach would have been seen.</summary>
public sealed class RuleVerdictTests
{
    private const string Zapped = "A register kvm · A enter-start 0x1000+1 · A cb-in kvm range-start 0x1000+1 · A cb-out kvm range-start 0x1000+1 · A start 0x1000+1";

    [Theory]
    [InlineData("N01", "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A end 0x1000+1", RuleVerdict.Holds)]
    [InlineData("N01", "run · A start 0x1000+1", RuleVerdict.NotExercised)]
    [InlineData("N01", "A start 0x1000+1", RuleVerdict.NotObservable)]
    public void A_kept_rule_holds_one_that_was_never_met_was_not_exercised_and_one_whose_events_are_not_shown_is_not_observable(
        string rule, string script, RuleVerdict verdict) => Assert.Equal(verdict, RuleCheck.Of(rule, script).Verdict);

    // A run shows every kind: what is missing lies in the gap.
    [Theory]
    [InlineData("S01")]
    [InlineData("D19")]
    [InlineData("T03")]
    public void After_a_gap_in_a_run_every_rule_is_inconclusive(string rule) =>
        Assert.Equal(RuleVerdict.Inconclusive, RuleCheck.Of(rule, "run · A start 0x1000+1 · lost 3 · A end 0x1000+1").Verdict);

    [Fact]
    public void A_rule_is_not_observable_where_a_kind_that_its_breach_needs_is_not_shown_however_often_it_came_up()
    {
        var result = RuleCheck.Of("C03", "A lock ptl1 · A cb-in kvm change-pte 0x1000+1 · A cb-out kvm change-pte 0x1000+1");
        Assert.Equal((RuleVerdict.NotObservable, 0L), (result.Verdict, result.Checked));
        Assert.True(result.Missing.Contains(EventKindSet.Of(EventKind.MightSleep)));
    }

    [Fact]
    public void A_rule_that_came_up_and_never_could_be_judged_is_not_judged()
    {
        var result = RuleCheck.Of("S01", "A free pfn=9 · D map 0x1000 pfn=7 · D access 0x1000 pfn=7");
        Assert.Equal((RuleVerdict.NotJudged, 1L), (result.Verdict, result.Unjudged));
    }

    // A kernel trace shows no device's locks, no allocation, and not every TLB flush; and who holds the pages of a zap only by a mmu_gather.
    [Theory]
    [InlineData("N16", "A start 0x1000+1 · A free pfn=1 · A clear 0x1000")]
    [InlineData("T03", "A clear 0x1000 · A flush 0x1000+1 · A free pfn=1")]
    [InlineData("D23", "A lock spin1 class=device")]
    [InlineData("I10", "A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A flush 0x1000+1 · A unlock ptl1")]
    public void A_rule_that_only_a_run_can_show_broken_does_not_hold_on_a_kernel_s_trace(string rule, string script)
    {
        var result = RuleCheck.Of(rule, script);
        Assert.Equal((RuleVerdict.NotObservable, 0L), (result.Verdict, result.Checked));
        Assert.NotEqual(RuleVerdict.NotObservable, RuleCheck.Of(rule, $"run · {script}").Verdict);
    }

    [Fact]
    public void The_batch_of_a_kernel_is_seen_flushed_from_6_6_on()
    {
        const string Batch = "A start 0x1000+1 · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one · A ir 0x1000+1 · A unlock ptl1 · A flush 0x1000+1";
        Assert.Equal(RuleVerdict.NotObservable, RuleCheck.Of("I10", Batch, "4.14").Verdict);
        Assert.NotEqual(RuleVerdict.NotObservable, RuleCheck.Of("I10", Batch, "6.6").Verdict);
    }

    [Fact]
    public void A_kernel_that_shows_no_invalidate_page_does_not_prove_that_it_has_none() =>
        Assert.Equal(RuleVerdict.NotObservable, RuleCheck.Of("P05", $"{Zapped} · A end 0x1000+1").Verdict);

    [Fact]
    public void A_trace_holds_only_if_a_rule_does() =>
        Assert.Equal(TraceVerdict.Inconclusive, RuleCheck.Run("A lock mmap · A enter-start 0x1000+1 · A clear 0x1000", "4.14", "N09").Verdict);
}
