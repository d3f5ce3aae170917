using Tracer.Events;

namespace Tracer.Engine;

/// <summary>A driver that can be registered.</summary>
public sealed class Driver
{
    internal Driver(string name, string summary, DriverTraits traits, Func<Machine, DriverId, AddressSpace, DriverTraits, SecondaryMmu> create)
    {
        Name = name;
        Summary = summary;
        Traits = traits;
        Create = create;
    }

    /// <summary>As <c>--driver</c> takes it.</summary>
    public string Name { get; }

    /// <summary>Its callbacks and how it guards its entries, in a sentence.</summary>
    public string Summary { get; }

    /// <summary>The same for the rules, as under a protocol that has all of its callbacks.</summary>
    public DriverTraits Traits { get; }

    /// <summary>The callbacks that it has under a protocol.</summary>
    internal DriverTraits TraitsUnder(Protocol protocol)
    {
        var traits = Traits;
        if (protocol.Is(InvalidatePageCallback.Gone)) traits &= ~DriverTraits.InvalidatePage;
        if (protocol.Is(InvalidateRangeCallback.Absent)) traits &= ~DriverTraits.InvalidateRange;

        // The proposal of 2010 has every driver take it.
        if (protocol.Is(HugeNotify.InvalidateHugepage)) traits |= DriverTraits.InvalidateHugepage;
        return traits;
    }

    internal Func<Machine, DriverId, AddressSpace, DriverTraits, SecondaryMmu> Create { get; }
}

/// <summary>Every driver that can be registered.</summary>
public static class DriverCatalogue
{
    /// <summary>All drivers, as <c>list</c> shows them.</summary>
    public static IReadOnlyList<Driver> All { get; } = [Kvm.Driver, IbUmemOdp.Driver, Gntdev.Driver, AmdIommuV2.Driver];

    internal static Driver Find(string name) => Catalogue.Find("driver", name, All, driver => driver.Name);
}
