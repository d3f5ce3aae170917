namespace Tracer.Events.Views.Notifiers;

/// <summary>Which callbacks a driver has and how it protects its mappings; zero if the source does not tell.</summary>
[Flags]
public enum DriverTraits : ushort
{
    None = 0,
    RangeStart = 1 << 0,
    RangeEnd = 1 << 1,
    InvalidateRange = 1 << 2,
    InvalidatePage = 1 << 3,
    ChangePte = 1 << 4,
    Ageing = 1 << 5,
    Release = 1 << 6,

    /// <summary>Callbacks of start and end may sleep.</summary>
    Sleeps = 1 << 8,

    /// <summary>The device walks the CPU's own page table (an IOMMU with shared virtual addresses).</summary>
    SharesPageTable = 1 << 9,

    /// <summary>Pages are pinned from map until unmap, so that they outlive their CPU mapping.</summary>
    PinsPages = 1 << 10,

    /// <summary>Guards its mappings by a sequence or a counter between start and end.</summary>
    Counts = 1 << 11,
    InvalidateHugepage = 1 << 12,
}
