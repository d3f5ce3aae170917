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

    internal Action<Workload> Build { get; }
}

/// <summary>Every scenario that can be run.</summary>
public static class Scenarios
{
    /// <summary>All scenarios, as <c>list</c> shows them.</summary>
    public static IReadOnlyList<Scenario> All { get; } = [ReclaimScenario.Scenario, MkcleanScenario.Scenario, MunmapScenario.Scenario, CowScenario.Scenario, ApicPageScenario.Scenario];

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
