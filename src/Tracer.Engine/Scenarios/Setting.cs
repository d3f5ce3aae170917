using Tracer.Engine.Protocols;

namespace Tracer.Engine.Scenarios;

/// <summary>The machine that a scenario is meant for: who records it without saying more gets this one.</summary>
public sealed record Setting
{
    public string Protocol { get; init; } = "4.14";

    public IReadOnlyList<string> Drivers { get; init; } = [];

    /// <summary>Choices on top of the protocol, as <c>choice=value</c>, in order.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>The same with more changes.</summary>
    internal Setting And(IReadOnlyList<string> changes) => this with { Changes = [.. Changes, .. changes] };
}
