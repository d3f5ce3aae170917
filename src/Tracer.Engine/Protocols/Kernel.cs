using Tracer.Engine.Faults;

namespace Tracer.Engine.Protocols;

/// <summary>The kernel that is simulated: a protocol, and the bugs that are planted in it.</summary>
internal sealed class Kernel(Protocol protocol, IReadOnlyList<PlantedFault> faults)
{
    private readonly bool[] met = new bool[faults.Count];

    internal Protocol Protocol => protocol;

    /// <summary>The bugs that are planted where nothing has come by: they cannot have done anything.</summary>
    internal IEnumerable<PlantedFault> Unmet => faults.Where((_, i) => !met[i]);

    /// <summary>True if the bug is planted.</summary>
    internal bool Has(PlantedFault fault)
    {
        for (var i = 0; i < faults.Count; i++)
            if (ReferenceEquals(faults[i], fault)) return met[i] = true;
        return false;
    }
}
