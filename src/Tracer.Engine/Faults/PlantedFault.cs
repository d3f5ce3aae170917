using Tracer.Engine.Protocols;
using Tracer.Engine.Scenarios;

namespace Tracer.Engine.Faults;

/// <summary>A bug that can be planted. The engine does the wrong thing where it finds it planted.</summary>
/// <param name="Name">As <c>--fault</c> takes it.</param>
/// <param name="Summary">What goes wrong, in a sentence.</param>
/// <param name="Rule">The rule that must be found broken.</param>
/// <param name="Scenario">A scenario that comes by the place.</param>
/// <param name="Drivers">The drivers it takes for the bug to show; none if it is the core's alone.</param>
public sealed record PlantedFault(string Name, string Summary, string Rule, string Scenario, IReadOnlyList<string> Drivers)
{
    /// <summary>The protocol under which it shows.</summary>
    public string Protocol { get; init; } = "4.14";

    /// <summary>Choices on top of the protocol, as <c>choice=value</c>, in order.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];
}
