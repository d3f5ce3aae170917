using Tracer.Engine.Catalogues;

namespace Tracer.Engine.Scenarios;

/// <summary>Every scenario that can be run.</summary>
public static class ScenarioCatalogue
{
    /// <summary>All workloads by name: the paths, and what means something with one driver only.</summary>
    public static IReadOnlyList<Scenario> Workloads { get; } = new Catalogue<Scenario>("scenario", scenario => scenario.Name).All;

    /// <summary>The kernel paths, each with somebody who gets in its way.</summary>
    public static IReadOnlyList<Scenario> Paths { get; } = [.. Workloads.Where(scenario => scenario.OnlyWith is null)];

    /// <summary>All scenarios that <c>record</c> takes: the workloads, then the museum's exhibits, each followed by its mended twin.</summary>
    public static IReadOnlyList<Scenario> All { get; } = [.. Workloads, .. Museum.All.SelectMany(exhibit => exhibit.Scenarios)];

    /// <summary>The scenarios of one name, or of several joined by '+'.</summary>
    internal static IReadOnlyList<Scenario> Parse(string names)
    {
        var parts = names.Split('+', StringSplitOptions.TrimEntries);
        var chosen = parts.Select(name => Catalogue<Scenario>.Find("scenario", name, All, scenario => scenario.Name)).ToList();
        return chosen.Distinct().Count() == chosen.Count
            ? chosen
            : throw new ArgumentException($"scenario '{names}' names one twice");
    }
}
