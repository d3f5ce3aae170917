using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Rules;

/// <summary>Puts one rule to the test on scripts. Events are named by their sequence, the number of their step from 1.</summary>
public abstract class RuleTests<TRule> where TRule : Rule, new()
{
    private static readonly string Id = new TRule().Info.Id;

    /// <summary>The rule was put to the test so many times, and kept.</summary>
    protected static void Holds(string script, string protocol = "4.14", int times = 1) =>
        Assert.Equal((0, times, 0), Counts(script, protocol));

    /// <summary>The rule was not put to the test.</summary>
    protected static void Silent(string script, string protocol = "4.14") => Assert.Equal((0, 0, 0), Counts(script, protocol));

    /// <summary>The rule would have been put to the test, so many times, but the script does not show what it needs.</summary>
    protected static void Unjudged(string script, string protocol = "4.14", int times = 1) =>
        Assert.Equal((0, 0, times), Counts(script, protocol));

    /// <summary>The rule was broken once, in this way, by this event, and these are the fewest that prove it.</summary>
    protected static Finding Violated(string reason, int culprit, int[] witnesses, string script, string protocol = "4.14")
    {
        var finding = Assert.Single(RuleCheck.Run(script, protocol, Id).Findings);
        Assert.Equal(reason, finding.Reason.Code);
        Assert.Equal(culprit, finding.Sequence);
        Assert.Equal(witnesses, finding.Witnesses.Select(witness => (int)witness.Event.Header.Sequence));
        return finding;
    }

    /// <summary>The rule was broken by these events, each once.</summary>
    protected static void Violated(int[] culprits, string script, string protocol = "4.14") =>
        Assert.Equal(culprits, RuleCheck.Run(script, protocol, Id).Findings.Select(finding => (int)finding.Sequence));

    /// <summary>Of all rules these were broken, by id.</summary>
    protected static void Broken(string[] rules, string script, string protocol = "4.14") => Assert.Equal(rules, RuleCheck.Broken(script, protocol));

    /// <summary>The rule does not speak of the protocol's era.</summary>
    protected static void NotApplicable(string script, string protocol) =>
        Assert.Equal(RuleVerdict.NotApplicable, RuleCheck.Of(Id, script, protocol).Verdict);

    /// <summary>What the culprit's task held, and which brackets it had open, by the events that began them.</summary>
    protected static void HeldThen(Finding finding, int[] held, int[] openBrackets)
    {
        Assert.Equal(held, finding.Held.Select(one => (int)one.Acquired.Header.Sequence));
        Assert.Equal(openBrackets, finding.OpenBrackets.Select(start => (int)start.Header.Sequence));
    }

    private static (long Violations, long Checked, long Unjudged) Counts(string script, string protocol)
    {
        var result = RuleCheck.Of(Id, script, protocol);
        return (result.Violations, result.Checked, result.Unjudged);
    }
}
