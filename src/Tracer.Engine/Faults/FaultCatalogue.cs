using Tracer.Engine.Catalogues;

namespace Tracer.Engine.Faults;

/// <summary>Every bug that can be planted.</summary>
public static class FaultCatalogue
{
    private static readonly Catalogue<PlantedFault> Faults = new("fault", fault => fault.Name);

    /// <summary>All faults by name, as <c>list</c> shows them.</summary>
    public static IReadOnlyList<PlantedFault> All => Faults.All;

    internal static PlantedFault Find(string name) => Faults.Find(name);
}
