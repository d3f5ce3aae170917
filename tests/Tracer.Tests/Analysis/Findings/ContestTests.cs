namespace Tracer.Tests.Analysis.Findings;

public sealed class ContestTests
{
    private readonly Contest contest = new();
    private readonly List<string> kept = [];

    [Fact]
    public void A_rule_is_silent_where_the_one_it_yields_to_names_the_same_event()
    {
        Wait("X01", 7, "X02");
        contest.Say(Rule("X02"), Rule("X02").Reasons[0], At(7));
        contest.Decide();
        Assert.Empty(kept);
    }

    [Fact]
    public void It_speaks_of_another_event_and_at_another_time()
    {
        Wait("X01", 7, "X02");
        contest.Say(Rule("X02"), Rule("X02").Reasons[0], At(8));
        contest.Decide();
        contest.Say(Rule("X02"), Rule("X02").Reasons[0], At(7));
        contest.Decide();
        Assert.Equal(["X01"], kept);
    }

    [Fact]
    public void Of_two_that_yield_to_each_other_the_first_stays()
    {
        Wait("X01", 7, "X02");
        Wait("X02", 7, "X01");
        contest.Decide();
        Assert.Equal(["X01"], kept);
    }

    [Fact]
    public void Of_three_that_yield_in_a_circle_the_first_stays()
    {
        Wait("X01", 7, "X02");
        Wait("X02", 7, "X03");
        Wait("X03", 7, "X01");
        contest.Decide();
        Assert.Equal("X01", kept[0]);
    }

    [Fact]
    public void Who_yields_to_one_that_yields_itself_to_a_third_speaks()
    {
        Wait("X01", 7, "X02");
        Wait("X02", 7, "X03");
        contest.Say(Rule("X03"), Rule("X03").Reasons[0], At(7));
        contest.Decide();
        Assert.Equal(["X01"], kept);
    }

    [Fact]
    public void Who_yields_to_a_reason_speaks_beside_the_rules_other_reasons()
    {
        Wait("X01", 7, "X02.other");
        contest.Say(Rule("X02"), Rule("X02").Reasons[0], At(7));
        contest.Decide();
        Assert.Equal(["X01"], kept);
    }

    private void Wait(string id, long sequence, string better)
    {
        var rule = Rule(id) with { YieldsTo = [new Yield(better, "it says it better") { Example = "" }] };
        contest.Say(rule, rule.Reasons[0], At(sequence), () => kept.Add(id));
    }

    private static RuleInfo Rule(string id) =>
        new(id, id, Severity.Low, Fault.Core, Era.All, "A rule.", "nowhere", EventKindSet.All, [new Reason($"{id}.broken", "{culprit}")]);

    private static EventHeader At(long sequence) => new() { Sequence = sequence, Kind = EventKind.PteChanged };
}
