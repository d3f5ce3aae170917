using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Brackets;

/// <summary>N19.</summary>
public sealed class AbortedPathEndsBracketTests : RuleTests<AbortedPathEndsBracket>
{
    private const string GivesUp = "run · A op reclaim · A start 0x1000+2 · A lock ptl1 · A clear 0x1000 old=pfn1 · A set 0x1000 new=pfn1 · A unlock ptl1";

    [Fact]
    public void Holds_when_the_bracket_ends_all_the_same() => Holds($"{GivesUp} · A end 0x1000+2 · A op-end");

    [Fact]
    public void Violated_when_the_path_returns_past_the_end() => Violated("N19.skipped", 3, [3, 6, 8], $"{GivesUp} · A op-end");

    [Fact]
    public void Alone_names_it() => Broken(["N19"], $"{GivesUp} · A op-end");

    [Theory]
    [InlineData("run · A op reclaim · A start 0x1000+2 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A op-end")]
    [InlineData("run · A op reclaim · A start 0x1000+2 · A op-end")]
    [InlineData("run · A op mkclean · A start 0x1000+2 · A lock ptl1 · A clear 0x1000 old=pfn1:rw · A set 0x1000 new=pfn1 · A unlock ptl1 · A op-end")]
    public void Leaves_to_N04_a_bracket_without_end_whose_path_did_not_give_up(string script)
    {
        Silent(script);
        Broken(["N04"], script);
    }

    [Fact]
    public void Leaves_to_N04_a_path_that_went_on_to_another_entry() =>
        Broken(["N04"], $"{GivesUp} · A lock ptl1 · A clear 0x2000 · A unlock ptl1 · A op-end");

    [Fact]
    public void Silent_as_long_as_the_end_may_come() => Silent(GivesUp);

    [Fact]
    public void Inconclusive_when_events_were_lost_under_the_bracket() => Silent($"{GivesUp} · lost 3 · A op-end");
}
