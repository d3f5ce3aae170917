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

    /// <summary>Where it is meant to run.</summary>
    public Setting Setting { get; internal init; } = new();

    internal Action<Workload> Build { get; }
}
