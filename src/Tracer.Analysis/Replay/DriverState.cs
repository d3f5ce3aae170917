using Tracer.Events;

namespace Tracer.Analysis;

/// <summary>What is known about one secondary MMU.</summary>
public sealed class DriverState
{
    public DriverTraits Traits { get; internal set; }

    /// <summary>Ranges it counts as open; null if the trace has not told yet.</summary>
    public int? OpenRanges { get; internal set; }

    /// <summary>True for a driver with start and end, or with a counter: it can keep its entries out of an open range.</summary>
    public bool CanWaitForEnd => (Traits & DriverTraits.RangeEnd) != 0 && (Traits & DriverTraits.RangeStart) != 0 || (Traits & DriverTraits.Counts) != 0;

    /// <summary>True for a driver that hears of the start alone: of no end, and of no change when it is made.</summary>
    public bool IsStartOnly => (Traits & (DriverTraits.RangeStart | DriverTraits.InvalidateRange)) == DriverTraits.RangeStart && !CanWaitForEnd;
}
