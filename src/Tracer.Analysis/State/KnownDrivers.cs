namespace Tracer.Analysis.State;

/// <summary>Drivers whose traits their name tells, in every kernel: a kernel trace does not show what a driver registered with.</summary>
internal static class KnownDrivers
{
    private static readonly (byte[] Name, DriverTraits Has, DriverTraits HasNot)[] Known =
    [
        // virt/kvm/kvm_main.c, since 2.6.27: invalidate_page, change_pte and invalidate_range came and went.
        ([.. "kvm"u8], DriverTraits.RangeStart | DriverTraits.RangeEnd | DriverTraits.Counts | DriverTraits.Ageing | DriverTraits.Release,
            DriverTraits.Sleeps | DriverTraits.SharesPageTable | DriverTraits.PinsPages),
    ];

    /// <summary>Learns what the name of a driver tells, if it tells anything.</summary>
    internal static void Learn(in Named part, MachineState state)
    {
        if (part.Space != NameSpace.Driver) return;
        foreach (var (name, has, hasNot) in Known)
            if (part.IsPartOf(name)) state.Driver(new DriverId(part.Id)).Learn(has, hasNot);
    }
}
