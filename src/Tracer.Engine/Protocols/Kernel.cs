using Tracer.Engine.Faults;

namespace Tracer.Engine.Protocols;

/// <summary>The kernel that is simulated: a protocol, and the bugs that are planted in it.</summary>
internal sealed class Kernel(Protocol protocol, IReadOnlyList<PlantedFault> faults)
{
    internal Protocol Protocol => protocol;

    /// <summary>True if the bug is planted.</summary>
    internal bool Has(PlantedFault fault)
    {
        for (var i = 0; i < faults.Count; i++)
            if (ReferenceEquals(faults[i], fault)) return true;
        return false;
    }
}
