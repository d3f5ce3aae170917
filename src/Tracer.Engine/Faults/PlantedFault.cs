namespace Tracer.Engine;

/// <summary>A bug that can be planted.</summary>
/// <param name="Name">As <c>--fault</c> takes it.</param>
/// <param name="Summary">What goes wrong, in a sentence.</param>
/// <param name="Rule">The rule that must be found broken.</param>
/// <param name="Scenario">A scenario that comes by the place, under protocol 4.14.</param>
/// <param name="Drivers">The drivers it takes for the bug to show; none if it is the core's alone.</param>
public sealed record PlantedFault(string Name, string Summary, string Rule, string Scenario, IReadOnlyList<string> Drivers)
{
    internal Slip Slip { get; init; }
}

/// <summary>Every bug that can be planted.</summary>
public static class FaultCatalogue
{
    /// <summary>All faults, as <c>list</c> shows them.</summary>
    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        SkipRangeEnd.Fault, EarlyRangeEnd.Fault, RangeEndUnderPtl.Fault, InvalidateBeforeClear.Fault,
        InvalidateAfterUnlock.Fault, UnlockedPteChange.Fault, SleepUnderPtl.Fault, InstallInsideBracket.Fault,
    ];

    internal static PlantedFault Find(string name) => Catalogue.Find("fault", name, All, fault => fault.Name);
}
