namespace Tracer.Engine;

/// <summary>An end that is the first address outside is taken for the last page inside, and one is subtracted that was not added.</summary>
internal static class DropLastPage
{
    internal static PlantedFault Fault { get; } = new("drop-last-page",
        "a driver leaves out the last page of a range", "D16", "cow", ["ib-umem-odp"]);
}
