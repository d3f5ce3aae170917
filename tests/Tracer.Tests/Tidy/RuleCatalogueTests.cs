using System.Text.RegularExpressions;
using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Tidy;

public sealed partial class RuleCatalogueTests
{
    public static TheoryData<string> Ids => [.. RuleCatalogue.All.Select(rule => rule.Info.Id)];

    [Fact]
    public void No_two_rules_share_an_id() => Assert.Equal(RuleCatalogue.All.Count, RuleCatalogue.All.DistinctBy(rule => rule.Info.Id).Count());

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_says_what_it_demands_where_it_comes_from_and_how_it_is_broken(string id)
    {
        var info = Of(id).Info;
        Assert.Matches(@"^[A-Z]\d\d$", info.Id);
        Assert.Matches(@"^\w.*\w\.$", info.Statement);
        Assert.NotEmpty(info.Source);
        Assert.NotEqual(EventKindSet.Empty, info.Needs);
        Assert.NotEqual(Era.None, info.Eras);
        Assert.NotEmpty(info.Reasons);
        Assert.Equal(info.Reasons.Count, info.Reasons.DistinctBy(reason => reason.Code).Count());
        Assert.All(info.Reasons, reason => Assert.StartsWith(info.Id + ".", reason.Code, StringComparison.Ordinal));
        Assert.All(info.Reasons, reason => Assert.NotEmpty(reason.Because));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Only_a_policy_rule_has_the_severity_of_one(string id) =>
        Assert.Equal(Of(id).Info.Kind == FindingKind.Policy, Of(id).Info.Severity == Severity.Policy);

    public static TheoryData<string, string> Yields =>
        [.. RuleCatalogue.All.SelectMany(rule => rule.Info.YieldsTo.Select(yield => new TheoryDataRow<string, string>(rule.Info.Id, yield.To)))];

    [Theory]
    [MemberData(nameof(Yields))]
    public void Where_a_rule_yields_the_other_speaks_and_it_is_silent(string id, string to)
    {
        var info = Of(id).Info;
        Assert.Contains(to, RuleCatalogue.All.SelectMany(rule => rule.Info.Reasons.Select(reason => reason.Code).Prepend(rule.Info.Id)));
        foreach (var yield in info.YieldsTo.Where(yield => yield.To == to))
        {
            Assert.Matches(@"^\w.*\w$", yield.Because);
            if (yield.From is { } from) Assert.Contains(from, info.Reasons.Select(reason => reason.Code));
            var said = RuleCheck.Run(yield.Example, yield.Protocol).Findings;
            Assert.True(said.Any(finding => finding.Rule.Id == to || finding.Reason.Code == to), $"{to} is silent in {yield.Example}");
            Assert.DoesNotContain(said, finding => finding.Rule.Id == id && (yield.From is null || finding.Reason.Code == yield.From));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_tests_in_the_folder_that_its_own_folder_is_mirrored_by(string id)
    {
        var type = Of(id).GetType();
        var folder = type.Namespace!["Tracer.Analysis.".Length..].Replace('.', '/');
        Assert.True(File.Exists(Path.Combine(RepositoryRoot.Path, "tests/Tracer.Tests/Analysis", folder, type.Name + "Tests.cs")), $"{folder}/{type.Name}Tests.cs is missing");
    }

    [Fact]
    public void A_file_of_rules_holds_one_rule_and_is_named_after_it()
    {
        var files = Repository.Sources.Where(path => RuleFile().IsMatch(path)).ToArray();
        Assert.Equal(
            RuleCatalogue.All.Select(rule => rule.GetType().Name).Order(StringComparer.Ordinal),
            files.Select(path => RuleClass().Match(string.Join('\n', Repository.Lines(path)))).Where(match => match.Success)
                .Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        foreach (var path in files)
        {
            var classes = RuleClass().Matches(string.Join('\n', Repository.Lines(path)));
            Assert.True(classes.Count <= 1, $"{path} holds {classes.Count} rules");
            if (classes.Count == 1) Assert.Equal(Path.GetFileNameWithoutExtension(path), classes[0].Groups[1].Value);
        }
    }

    // What a rule leaves to another is a row of its own, and what two rules need is a judge's.
    [Fact]
    public void No_rule_calls_another()
    {
        var names = RuleCatalogue.All.Select(rule => rule.GetType().Name).ToHashSet();
        Assert.Empty(
            from path in Repository.Sources.Where(path => RuleFile().IsMatch(path))
            from line in Repository.Lines(path)
            from name in Word().Matches(line).Select(match => match.Value)
            where names.Contains(name) && name != Path.GetFileNameWithoutExtension(path)
            select $"{path} names {name}");
    }

    // At least one era that the rule speaks of must show it: what a rule prints as its breach has to be one.
    [Theory]
    [MemberData(nameof(Ids))]
    public void The_counterexample_of_a_rule_breaks_it(string id)
    {
        var rule = Of(id);
        var script = Script.Parse(rule.Info.Counterexample);
        Assert.NotEmpty(script.Events);
        var broken = Enum.GetValues<Era>().Where(era => int.IsPow2((int)era) && rule.Info.Eras.HasFlag(era)).Where(era =>
        {
            var analyzer = new Analyzer();
            analyzer.Begin(era);
            analyzer.Accept([.. script.Naming, .. script.Events]);
            var origin = new TraceOrigin(TraceSourceKind.Engine, null, null, KnownFrom.None);
            return analyzer.Finish(id, origin, Completeness.Whole, script.Names, countPolicy: true).Findings.Any(finding => finding.Rule.Id == id);
        });
        Assert.True(broken.Any(), $"no era finds {id} in: {rule.Info.Counterexample}");
    }

    private static Rule Of(string id) => RuleCatalogue.All.Single(rule => rule.Info.Id == id);

    [GeneratedRegex(@"^src/Tracer\.Analysis/Rules/(?:[^/]+/)+[^/]+\.cs$")]
    private static partial Regex RuleFile();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\bclass (\w+) : Rule\b")]
    private static partial Regex RuleClass();
}
