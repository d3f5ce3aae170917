using Tracer.Engine.Protocols;

namespace Tracer.Engine.Scenarios;

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

    /// <summary>Where it is meant to run.</summary>
    public Setting Setting { get; internal init; } = new();

    /// <summary>The driver without which it means nothing; null if any will do.</summary>
    public string? OnlyWith { get; internal init; }

    /// <summary>The protocols it can be run under as they are; under others it takes a choice more.</summary>
    public IReadOnlyList<string> Protocols => field ??= ProtocolCatalogue.Where(protocol => Needs is null || Needs.IsMet(protocol));

    /// <summary>Null if any protocol will do.</summary>
    internal ScenarioNeed? Needs { get; init; }

    internal Action<Workload> Build { get; }

    internal void CheckNeeds(Protocol protocol)
    {
        if (Needs is { } need && !need.IsMet(protocol))
            throw new ArgumentException($"scenario '{Name}' needs {need.Choice}, which protocol {protocol.Name} has not");
    }
}
