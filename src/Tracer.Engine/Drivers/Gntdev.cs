using Tracer.Engine.Memory;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Drivers;

/// <summary>Xen's grant device: a start and no end. Between the two it may map again what is about to go; nothing stops it.</summary>
internal sealed class Gntdev(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : StartOnlyMmu(machine, id, mm, traits, gntdev_mn, gntdev_map, "gntdev priv->lock", LockType.Mutex)
{
    private static readonly KernelFunction gntdev_mn = new(nameof(gntdev_mn));
    private static readonly KernelFunction gntdev_map = new(nameof(gntdev_map));

    internal static Driver Driver { get; } = new(
        "gntdev",
        "under a mutex, so they sleep; nothing keeps a fault from mapping an old page after range_start",
        DriverTraits.RangeStart | DriverTraits.InvalidatePage | DriverTraits.Release | DriverTraits.Sleeps,
        (machine, id, mm, traits) => new Gntdev(machine, id, mm, traits));
}
