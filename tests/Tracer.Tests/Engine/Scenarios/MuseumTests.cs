using System.Globalization;
using Tracer.Analysis;

namespace Tracer.Tests.Engine.Scenarios;

/// <summary>
/// Each exhibit breaks its rules and no other, harms what it is said to harm, and its twin does neither.
/// <c>TRACER_SEEDS=1000 dotnet test --filter MuseumTests</c> runs that many seeds of each.
/// </summary>
public sealed class MuseumTests
{
    private const int SeedsOfARun = 60;
    private const int SeedsAtMost = 2000;

    private static readonly int Seeds =
        Environment.GetEnvironmentVariable("TRACER_SEEDS") is { } seeds ? int.Parse(seeds, CultureInfo.InvariantCulture) : SeedsOfARun;

    public static TheoryData<string> EveryExhibit() => [.. Museum.All.Select(exhibit => exhibit.Name)];

    public static TheoryData<string> EveryTwin() => [.. Museum.All.Where(exhibit => exhibit.Mended is not null).Select(exhibit => exhibit.Mended!.Name)];

    [Theory]
    [MemberData(nameof(EveryExhibit))]
    public void An_exhibit_breaks_its_rules_and_no_other_and_does_its_harm(string name)
    {
        var exhibit = Museum.All.Single(known => known.Name == name);
        var sweep = new SeedSweep(RunRequest.Of(name));
        var report = sweep.Run(1, Seeds);
        while (report.Runs < SeedsAtMost && exhibit.Rules.Concat(exhibit.Harm).Except(report.Broken).Any())
            report = sweep.Run((ulong)report.Runs + 1, SeedsOfARun);

        Assert.Equal(exhibit.Rules.Order(StringComparer.Ordinal), report.Broken.Where(rule => rule[0] != 'S').Order(StringComparer.Ordinal));
        Assert.Empty(exhibit.Harm.Except(report.Broken));
    }

    [Theory]
    [MemberData(nameof(EveryTwin))]
    public void The_mended_twin_breaks_nothing(string name) => Assert.Empty(new SeedSweep(RunRequest.Of(name)).Run(1, Seeds).Broken);

    [Fact]
    public void What_breaks_something_has_a_twin_and_what_holds_has_none() =>
        Assert.All(Museum.All, exhibit => Assert.Equal(exhibit.Rules.Count > 0, exhibit.Mended is not null));
}
