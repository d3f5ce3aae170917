using Tracer.Engine.Catalogues;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Tracing;

namespace Tracer.Tests.Engine.Additions;

/// <summary>One more of everything that can be added to the engine. The names come first wherever they are sorted.</summary>
internal static class Added
{
    internal const string Name = "aa";

    internal static readonly PlantedFault Fault = new(Name, "a fault that is planted nowhere", "N01", Name, []);

    internal static readonly KernelPath Path = new(Name, "a path through nothing");

    internal static readonly Scenario Scenario = new(Name, "a scenario in which nothing happens", workload =>
    {
        _ = workload.Anonymous;
        workload.Program(Operate);
    });

    private static readonly KernelFunction aa_function = new(nameof(aa_function));

    /// <summary>Adds them, and says which of the recordings are different now. For an engine that nothing has been asked of yet.</summary>
    public static string[] Differing(string[] recordings)
    {
        Declarations.Assemblies.Add(typeof(Added).Assembly);
        return [.. recordings.Where(path => !EngineReplay.Run(path).IsIdentical)];
    }

    /// <summary>The names of a run that uses all of them.</summary>
    public static string[] NamesOfARun()
    {
        var run = new Recording();
        var request = RunRequest.Of($"{Name}+munmap") with { Drivers = [Name], Faults = [Name], Changes = [RunRequest.ParseChange("aa-choice=other")] };
        Simulation.Prepare(request).Run(run);
        NameSpace[] spaces = [NameSpace.Scenario, NameSpace.Driver, NameSpace.Fault, NameSpace.ChangedChoice, NameSpace.Operation, NameSpace.Function];
        return [.. spaces.SelectMany(run.Names.All)];
    }

    private static async Step Operate(KernelTask task)
    {
        using var _ = task.In(aa_function);
        using var operation = task.Begin(Path, task.Mm, VirtualAddress.Unknown);
        await task.Point();
    }
}

[Choice("whether there is one more choice")]
internal enum AaChoice
{
    Usual,
    Other,
}

internal sealed class AaDriver(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : StartOnlyMmu(machine, id, mm, traits, aa_notifier, aa_map, "aa lock", LockType.Mutex)
{
    internal static readonly Driver Driver = new(
        Added.Name, "as others do",
        DriverTraits.RangeStart | DriverTraits.Release | DriverTraits.Sleeps,
        (machine, id, mm, traits) => new AaDriver(machine, id, mm, traits));

    private static readonly KernelFunction aa_notifier = new(nameof(aa_notifier));
    private static readonly KernelFunction aa_map = new(nameof(aa_map));
}
