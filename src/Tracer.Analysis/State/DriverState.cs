namespace Tracer.Analysis.State;

/// <summary>What is known about one secondary MMU.</summary>
public sealed class DriverState : Entity
{
    /// <summary>Why rules that depend on how a driver is built do not judge it.</summary>
    public const string Untold = "the trace has not told which callbacks the driver has, or whether it pins its pages";

    private const DriverTraits All = (DriverTraits)ushort.MaxValue;

    // Those of which it is known whether it has them.
    private DriverTraits told;

    /// <summary>The traits that it is known to have.</summary>
    public DriverTraits Traits { get; private set; }

    /// <summary>What its device can reach now.</summary>
    public SecondaryMappings Mappings { get; } = new();

    /// <summary>The last event that gave its device a page table to walk, or took it away; of kind None if there was none.</summary>
    public VmEvent Binding { get; internal set; }

    /// <summary>The return of its release callback; of kind None while it is registered.</summary>
    public VmEvent Released { get; internal set; }

    public bool IsReleased => Released.Header.Kind != EventKind.None;

    /// <summary>True for a driver with start and end, or with a counter: it can keep its entries out of an open range. Null if the trace has not told yet.</summary>
    public bool? CanWaitForEnd
    {
        get
        {
            if (Has(DriverTraits.Counts) == true || Has(DriverTraits.RangeStart) == true && Has(DriverTraits.RangeEnd) == true) return true;
            return Has(DriverTraits.Counts) == false && (Has(DriverTraits.RangeStart) == false || Has(DriverTraits.RangeEnd) == false) ? false : null;
        }
    }

    /// <summary>Whether it has one of these traits; null if the trace has not told yet: a callback that was not called so far may still be there.</summary>
    public bool? Has(DriverTraits anyOf) => (Traits & anyOf) != 0 ? true : (told & anyOf) == anyOf ? false : null;

    /// <summary>It has declared its traits, all of them.</summary>
    internal void Declare(DriverTraits traits) => (Traits, told) = (traits, All);

    /// <summary>Some of its traits have come to light.</summary>
    internal void Learn(DriverTraits has, DriverTraits hasNot = DriverTraits.None)
    {
        Traits |= has;
        told |= has | hasNot;
    }

    /// <summary>What it has declared stays; what it has mapped is not known any more.</summary>
    internal override void Forget()
    {
        Mappings.Clear();
        Binding = Released = default;
        Doubt();
    }

    internal void Reset()
    {
        Forget();
        Traits = told = DriverTraits.None;
        Expire();
    }
}
