using Tracer.Analysis;
using Tracer.Testing;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Analysis.Pairs;

/// <summary>Each rule has two recordings made from scripts: one that puts it to the test and keeps it, and one that breaks it.</summary>
/// <remarks><c>TRACER_UPDATE_GOLDEN=1</c> makes the recordings anew from the scripts.</remarks>
[Collection(NettraceCollection.Name)]
public sealed class GoldenPairTests
{
    private const int LongestScript = 30;

    public static TheoryData<string, string> Halves =>
        [.. RuleCatalogue.All.SelectMany(rule => new[] { (rule.Info.Id, "holds"), (rule.Info.Id, "violated") })];

    [Fact]
    public void Every_rule_has_its_pair_and_no_pair_is_without_a_rule() =>
        Assert.Equal(
            RuleCatalogue.All.Select(rule => rule.Info.Id),
            Directory.GetDirectories(RepositoryRoot.At(PairScript.Folder)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Halves))]
    public void Golden_pairs_say_what_their_scripts_say(string rule, string half)
    {
        var script = new PairScript(rule, half);
        var events = script.Events();
        if (Environment.GetEnvironmentVariable(Golden.UpdateVariable) == "1") Recordings.RecordTo(script.RecordingPath, events);

        var read = new EventList();
        using var trace = TraceFile.Open(script.RecordingPath);
        var completeness = trace.Read(read);

        Assert.Equal(events, read.Events);
        Assert.Equal(script.Protocol, trace.Origin.Protocol);
        Assert.Equal((false, false, null, 0), (completeness.StartsInMiddle, completeness.EndsInMiddle, completeness.Missing, completeness.Gaps.Count));
        Assert.True(script.Lines <= LongestScript, $"{script.Lines} lines");
    }

    [Theory]
    [MemberData(nameof(Halves))]
    public void Golden_pairs_break_the_rules_that_their_scripts_name(string rule, string half)
    {
        var script = new PairScript(rule, half);
        var report = TraceCheck.Run(script.RecordingPath, new CheckOptions());

        Assert.Equal(script.Breaks, report.Rules.Where(result => result.Verdict == RuleVerdict.Violated).Select(result => result.Rule.Id));
        Assert.Equal(half == "holds" ? RuleVerdict.Holds : RuleVerdict.Violated, report.Rules.Single(result => result.Rule.Id == rule).Verdict);

        // A policy sets no verdict of its own.
        var breach = script.Breaks.Any(id => id != "P04");
        Assert.Equal(breach ? TraceVerdict.Violated : TraceVerdict.Holds, report.Verdict);
    }

    [Theory]
    [MemberData(nameof(Halves))]
    public void Golden_pairs_say_nothing_of_the_machine_that_made_them(string rule, string half) =>
        Recordings.SaysNothingOfTheMachine(new PairScript(rule, half).RecordingPath);
}
