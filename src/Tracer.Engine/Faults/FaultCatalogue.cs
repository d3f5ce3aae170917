using System.Reflection;

namespace Tracer.Engine;

/// <summary>Every bug that can be planted: one a file, found by its <c>Fault</c>.</summary>
public static class FaultCatalogue
{
    /// <summary>All faults by name, as <c>list</c> shows them.</summary>
    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        .. typeof(FaultCatalogue).Assembly.GetTypes()
            .Select(type => type.GetProperty("Fault", BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null))
            .OfType<PlantedFault>()
            .OrderBy(fault => fault.Name, StringComparer.Ordinal),
    ];

    internal static PlantedFault Find(string name) => Catalogue.Find("fault", name, All, fault => fault.Name);
}
