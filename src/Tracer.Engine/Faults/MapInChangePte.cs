namespace Tracer.Engine;

/// <summary>Another range may be open over it. There is a page to find only where change_pte comes after the entry is set.</summary>
internal static class MapInChangePte
{
    internal static PlantedFault Fault { get; } = new("map-in-change-pte",
        "KVM's change_pte sets an entry to the page that it finds", "C05", "cow+reclaim", ["kvm"])
    {
        Changes = ["change-pte-order=after-set"],
    };
}
