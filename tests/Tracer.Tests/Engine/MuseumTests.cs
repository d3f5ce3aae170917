using Tracer.Analysis;
using Tracer.Engine;
using Tracer.Lab;

namespace Tracer.Tests.Engine;

/// <summary>Each exhibit breaks its rules and no other, harms what it is said to harm, and its twin does neither.</summary>
public sealed class MuseumTests
{
    private const int Seeds = 300;

    public static TheoryData<string> EveryExhibit() => [.. Museum.All.Select(exhibit => exhibit.Name)];

    public static TheoryData<string> EveryTwin() => [.. Museum.All.Where(exhibit => exhibit.Mended is not null).Select(exhibit => exhibit.Mended!.Name)];

    [Theory]
    [MemberData(nameof(EveryExhibit))]
    public void An_exhibit_breaks_its_rules_and_no_other(string name)
    {
        var exhibit = Find(name);
        Assert.Equal(exhibit.Rules.Order(), Broken(name, Seeds).Where(rule => rule[0] != 'S'));
    }

    [Theory]
    [MemberData(nameof(EveryExhibit))]
    public void An_oracle_sees_the_harm_on_some_seed(string name)
    {
        var exhibit = Find(name);
        foreach (var oracle in exhibit.Harm) Assert.Contains(oracle, Broken(name, 2000));
    }

    [Theory]
    [MemberData(nameof(EveryTwin))]
    public void The_mended_twin_breaks_nothing(string name) => Assert.Empty(Broken(name, Seeds));

    [Fact]
    public void What_breaks_something_has_a_twin_and_what_holds_has_none() =>
        Assert.All(Museum.All, exhibit => Assert.Equal(exhibit.Rules.Count > 0, exhibit.Mended is not null));

    private static Exhibit Find(string name) => Museum.All.Single(exhibit => exhibit.Name == name);

    private static IEnumerable<string> Broken(string scenario, int seeds) =>
        new SeedSweep(Scenarios.RequestOf(scenario)).Run(1, seeds).Broken.Order(StringComparer.Ordinal);
}
