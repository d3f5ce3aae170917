using Tracer.Events;

namespace Tracer.Analysis;

/// <summary>What is known about one secondary MMU.</summary>
public sealed class DriverState
{
    public DriverTraits Traits { get; internal set; }

    /// <summary>What its device can reach now.</summary>
    public SecondaryMappings Mappings { get; } = new();

    /// <summary>What its device has written, until its page is told.</summary>
    public DirtyEntries Dirty { get; } = new();

    /// <summary>The latest of the CPUs' writes that its device has read; of kind None if there was none.</summary>
    public VmEvent WriteSeen { get; internal set; }

    /// <summary>The device's read of <see cref="WriteSeen"/>.</summary>
    public VmEvent SeenBy { get; internal set; }

    /// <summary>The last event that gave its device a page table to walk, or took it away; of kind None if there was none.</summary>
    public VmEvent Binding { get; internal set; }

    /// <summary>The last acknowledged flush of everything; of kind None if there was none.</summary>
    public VmEvent FlushedWhole { get; internal set; }

    /// <summary>The return of its release callback; of kind None while it is registered.</summary>
    public VmEvent Released { get; internal set; }

    public bool IsReleased => Released.Header.Kind != EventKind.None;

    /// <summary>True for a driver with start and end, or with a counter: it can keep its entries out of an open range.</summary>
    public bool CanWaitForEnd => (Traits & DriverTraits.RangeEnd) != 0 && (Traits & DriverTraits.RangeStart) != 0 || (Traits & DriverTraits.Counts) != 0;

    /// <summary>True for a driver that hears of the start alone.</summary>
    public bool IsStartOnly => (Traits & DriverTraits.RangeStart) != 0 && !CanWaitForEnd;

    /// <summary>What it has declared stays, what it has mapped is not known any more.</summary>
    internal void Forget()
    {
        Mappings.Clear();
        Dirty.Clear();
        Binding = FlushedWhole = Released = WriteSeen = SeenBy = default;
    }

    internal void Reset()
    {
        Forget();
        Traits = DriverTraits.None;
    }
}
