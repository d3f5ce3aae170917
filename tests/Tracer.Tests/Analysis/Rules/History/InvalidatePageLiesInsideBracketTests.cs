using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Rules.History;

/// <summary>P04.</summary>
public sealed class InvalidatePageLiesInsideBracketTests : RuleTests<InvalidatePageLiesInsideBracket>
{
    private const string Outside = "P04.no-bracket";
    private const string Unmap = "run · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one · A ip 0x1000 · A unlock ptl1";

    [Fact]
    public void Holds_inside_a_bracket() =>
        Holds("run · A enter-start 0x1000+1 · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A ip 0x1000 · A unlock ptl1 · A end 0x1000+1", "4.12");

    [Fact]
    public void Violated_outside_a_bracket_as_a_matter_of_policy() =>
        Assert.Equal(FindingKind.Policy, Violated(Outside, 4, [4], Unmap, "4.12").Kind);

    [Theory]
    [InlineData("A start 0x5000+1")]
    [InlineData("B start 0x1000+1")]
    [InlineData("A start 0x1000+1 mm=2")]
    public void Violated_when_the_bracket_is_another_s(string start) => Violated(Outside, 3, [3], $"run · {start} · A ip 0x1000", "4.12");

    [Fact]
    public void Violated_when_the_bracket_began_where_nobody_may_sleep() =>
        Violated(Outside, 6, [6], "run · A rcu · A enter-start 0x1000+1 · A start 0x1000+1 · A unrcu · A ip 0x1000", "4.12");

    [Theory]
    [InlineData(false, TraceVerdict.Holds)]
    [InlineData(true, TraceVerdict.Violated)]
    public void Sets_the_verdict_only_where_policy_counts(bool countPolicy, TraceVerdict verdict)
    {
        var script = Script.Parse(Unmap);
        var analyzer = new Analyzer();
        analyzer.Begin(EraOf.Named("4.12"));
        analyzer.Accept([.. script.Naming, .. script.Events]);
        var origin = new TraceOrigin(TraceSourceKind.Engine, "4.12", null, KnownFrom.Option);
        var report = analyzer.Finish("script", origin, Completeness.Whole, script.Names, countPolicy);

        Assert.Equal(verdict, report.Verdict);
        Assert.Equal(Outside, Assert.Single(countPolicy ? report.Findings : report.PolicyRemarks).Reason.Code);
        Assert.Empty(countPolicy ? report.PolicyRemarks : report.Findings);
    }

    [Fact]
    public void Speaks_not_of_eras_without_invalidate_page() => NotApplicable(Unmap, "4.14");

    [Fact]
    public void Unjudged_when_the_trace_starts_inside_the_operation() => Unjudged("A ip 0x1000", "4.12");

    [Fact]
    public void Unjudged_when_the_bracket_may_be_among_the_lost() => Unjudged("run · A op reclaim · lost 1 · A ip 0x1000", "4.12");
}
