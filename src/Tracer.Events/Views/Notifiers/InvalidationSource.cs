namespace Tracer.Events.Views.Notifiers;

/// <summary>Which code calls invalidate_range.</summary>
public enum InvalidationSource : byte
{
    /// <summary>The path itself, next to its change.</summary>
    Explicit,

    /// <summary>invalidate_range_end, for drivers that have the callback (until 6.5).</summary>
    RangeEnd,

    /// <summary>A TLB flush: mmu_gather, or from 6.6 on the architecture's flush.</summary>
    TlbFlush,

    /// <summary>The source does not tell.</summary>
    NotTold = 255,
}
