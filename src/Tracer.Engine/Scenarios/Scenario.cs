namespace Tracer.Engine;

/// <summary>What goes on in the address space while devices use it.</summary>
public sealed class Scenario
{
    internal Scenario(string name, string summary, Action<Workload> build)
    {
        Name = name;
        Summary = summary;
        Build = build;
    }

    /// <summary>As <c>record</c> takes it; several are joined by '+'.</summary>
    public string Name { get; }

    /// <summary>What it does, in a sentence.</summary>
    public string Summary { get; }

    /// <summary>The protocols it can be run under as they are; under others it takes a choice more.</summary>
    public IReadOnlyList<string> Protocols => field ??= Engine.Protocols.Where(protocol => Needs is null || Needs.IsMet(protocol));

    /// <summary>Null if any protocol will do.</summary>
    internal ScenarioNeed? Needs { get; init; }

    internal Action<Workload> Build { get; }
}

/// <summary>Every scenario that can be run.</summary>
public static class Scenarios
{
    /// <summary>All scenarios, as <c>list</c> shows them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        ReclaimScenario.Scenario,
        MkcleanScenario.Scenario,
        MunmapScenario.Scenario,
        CowScenario.Scenario,
        MadviseDontneedScenario.Scenario,
        MadviseFreeScenario.Scenario,
        DaxMkcleanScenario.Scenario,
        KsmScenario.Scenario,
        AgeingScenario.Scenario,
        OomReaperScenario.Scenario,
    ];

    /// <summary>The scenarios of one name, or of several joined by '+', that a protocol is to run.</summary>
    internal static IReadOnlyList<Scenario> Parse(string names, Protocol protocol)
    {
        var parts = names.Split('+', StringSplitOptions.TrimEntries);
        var chosen = parts.Select(name => Catalogue.Find("scenario", name, All, scenario => scenario.Name)).ToList();
        if (chosen.Distinct().Count() != chosen.Count) throw new ArgumentException($"scenario '{names}' names one twice");
        foreach (var scenario in chosen)
            if (scenario.Needs is { } need && !need.IsMet(protocol))
                throw new ArgumentException($"scenario '{scenario.Name}' needs {need.Choice}, which protocol {protocol.Name} has not");
        return chosen;
    }
}
