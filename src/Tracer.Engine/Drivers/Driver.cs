using Tracer.Engine.Memory;
using Tracer.Engine.Notifiers;
using Tracer.Engine.Protocols;
using Tracer.Engine.Protocols.Choices;

namespace Tracer.Engine.Drivers;

/// <summary>A driver that can be registered.</summary>
public sealed class Driver
{
    private readonly string protection;

    /// <param name="name">As it is asked for.</param>
    /// <param name="protection">How it guards its entries.</param>
    /// <param name="traits">As they were before the series of 2017.</param>
    /// <param name="create">Makes one for an address space, with the traits it has under the protocol.</param>
    internal Driver(string name, string protection, DriverTraits traits, Func<Machine, DriverId, AddressSpace, DriverTraits, SecondaryMmu> create)
    {
        Name = name;
        this.protection = protection;
        Traits = traits;
        Create = create;
    }

    /// <summary>As <c>--driver</c> takes it.</summary>
    public string Name { get; }

    /// <summary>Its callbacks before and after the series of 2017, and how it guards its entries.</summary>
    public string Summary =>
        $"to 4.12 {Traits.Callbacks()}, since 4.13 {(Traits & ~DriverTraits.InvalidatePage).Callbacks()}; {protection}";

    /// <summary>The same for the rules, as under a protocol that still has invalidate_page.</summary>
    public DriverTraits Traits { get; }

    internal Func<Machine, DriverId, AddressSpace, DriverTraits, SecondaryMmu> Create { get; }

    /// <summary>What it has under a protocol: nobody can call what the core does not know yet, or knows no longer.</summary>
    internal DriverTraits TraitsUnder(Protocol protocol)
    {
        var unknown = protocol.Is(InvalidatePageCallback.Exists) ? DriverTraits.None : DriverTraits.InvalidatePage;
        if (protocol.Is(InvalidateRangeCallback.Absent)) unknown |= DriverTraits.InvalidateRange;

        // The proposal of 2010 has every driver take it.
        var proposed = protocol.Is(HugeNotify.InvalidateHugepage) ? DriverTraits.InvalidateHugepage : DriverTraits.None;
        return Traits & ~unknown | proposed;
    }
}
