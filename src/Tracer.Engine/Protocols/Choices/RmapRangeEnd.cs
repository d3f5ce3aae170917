namespace Tracer.Engine;

/// <summary>Where the range ends.</summary>
internal enum RmapRangeEnd
{
    /// <summary>Wherever base and length lead.</summary>
    Unclamped,

    /// <summary>At the end of the region at the latest.</summary>
    Clamped,
}
