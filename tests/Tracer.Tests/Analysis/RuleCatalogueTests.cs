using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis;

public sealed class RuleCatalogueTests
{
    private static readonly string[] Protocols = ["4.14", "4.10", "4.12"];

    public static TheoryData<string> Ids => [.. RuleCatalogue.All.Select(rule => rule.Info.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_counterexample_breaks_its_rule_in_an_era_the_rule_speaks_of(string id)
    {
        var rule = RuleCatalogue.All.Single(rule => rule.Info.Id == id).Info;
        var protocol = Protocols.First(name => rule.Eras.HasFlag(EraOf.Named(name)));
        Assert.Contains(id, RuleCheck.Broken(rule.Counterexample, protocol));
    }
}
