namespace Tracer.Analysis.State;

/// <summary>What is known about one secondary MMU.</summary>
public sealed class DriverState : Entity
{
    public DriverTraits Traits { get; internal set; }

    /// <summary>What its device can reach now.</summary>
    public SecondaryMappings Mappings { get; } = new();

    /// <summary>The last event that gave its device a page table to walk, or took it away; of kind None if there was none.</summary>
    public VmEvent Binding { get; internal set; }

    /// <summary>The return of its release callback; of kind None while it is registered.</summary>
    public VmEvent Released { get; internal set; }

    public bool IsReleased => Released.Header.Kind != EventKind.None;

    /// <summary>True for a driver with start and end, or with a counter: it can keep its entries out of an open range.</summary>
    public bool CanWaitForEnd => (Traits & DriverTraits.RangeEnd) != 0 && (Traits & DriverTraits.RangeStart) != 0 || (Traits & DriverTraits.Counts) != 0;

    /// <summary>What it has declared stays; what it has mapped is not known any more.</summary>
    internal void Forget()
    {
        Mappings.Clear();
        Binding = Released = default;
        Doubt();
    }

    internal void Reset()
    {
        Forget();
        Traits = DriverTraits.None;
        Expire();
    }
}
