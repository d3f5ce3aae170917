namespace Tracer.Engine;

/// <summary>Every scenario that can be run.</summary>
public static class Scenarios
{
    /// <summary>The kernel paths, each with somebody who gets in its way.</summary>
    public static IReadOnlyList<Scenario> Paths { get; } =
    [
        ReclaimScenario.Scenario,
        MkcleanScenario.Scenario,
        MunmapScenario.Scenario,
        TruncateScenario.Scenario,
        ExitScenario.Scenario,
        CowScenario.Scenario,
        MadviseDontneedScenario.Scenario,
        MadviseFreeScenario.Scenario,
        DaxMkcleanScenario.Scenario,
        KsmScenario.Scenario,
        AgeingScenario.Scenario,
        OomReaperScenario.Scenario,
    ];

    /// <summary>The paths, and reclaim of a page that only KVM has.</summary>
    public static IReadOnlyList<Scenario> Workloads { get; } = [.. Paths, ApicPageScenario.Scenario];

    /// <summary>All scenarios that <c>record</c> takes: the workloads, then the museum's exhibits, each followed by its mended twin.</summary>
    public static IReadOnlyList<Scenario> All { get; } = [.. Workloads, .. Museum.All.SelectMany(exhibit => exhibit.Scenarios)];

    /// <summary>The run that a scenario is meant for.</summary>
    /// <exception cref="ArgumentException">There is no such scenario.</exception>
    public static RunRequest RequestOf(string names)
    {
        var setting = Parse(names) is [var only] ? only.Setting : new Setting();
        return new RunRequest
        {
            Scenario = names,
            Protocol = setting.Protocol,
            Drivers = setting.Drivers,
            Faults = setting.Faults,
            Changes = [.. setting.Changes.Select(RunRequest.ParseChange)],
        };
    }

    /// <summary>The scenarios of one name, or of several joined by '+'.</summary>
    internal static IReadOnlyList<Scenario> Parse(string names)
    {
        var parts = names.Split('+', StringSplitOptions.TrimEntries);
        var chosen = parts.Select(name => Catalogue.Find("scenario", name, All, scenario => scenario.Name)).ToList();
        return chosen.Distinct().Count() == chosen.Count
            ? chosen
            : throw new ArgumentException($"scenario '{names}' names one twice");
    }
}
