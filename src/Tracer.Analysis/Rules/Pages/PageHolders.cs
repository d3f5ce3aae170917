using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Pages;

/// <summary>Tells who has to let go of the pages of an address space.</summary>
internal static class PageHolders
{
    /// <summary>Who must let go of the page that a store has taken away; drivers that an open bracket has told have done so.</summary>
    public static Holders Of(in PageMapping mapping, in PteChanged change, MachineState state)
    {
        var mm = state.Mm(mapping.Mm);
        var holders = Holders.Cpus | DriversOf(mm, state, TellsByPage(in change, state));
        foreach (var bracket in mm.OpenBrackets)
            if (bracket.Extent.Contains(mapping.Extent)) holders &= ~Holders.StartDrivers;
        return holders;
    }

    /// <summary>
    /// Who must, beside its CPUs. Who pins its pages keeps them from being freed. After release nobody has an entry
    /// left. A device that walks the CPU's page table is told by invalidate_range, or by invalidate_page in kernels that have it; whoever has entries of
    /// its own, by range_start or invalidate_page. Who has invalidate_page alone hears of nothing that is not told by it.
    /// </summary>
    public static Holders DriversOf(MmState mm, MachineState state, bool byPage = true, DriverId? without = null)
    {
        var holders = Holders.None;
        if (mm.IsReleased) return holders;
        foreach (var id in mm.Drivers)
        {
            var traits = state.Driver(id).Traits;
            if (id == without || (traits & DriverTraits.PinsPages) != 0) continue;
            if ((traits & (DriverTraits.RangeStart | DriverTraits.InvalidateRange)) == DriverTraits.InvalidateRange) holders |= Holders.RangeDrivers;
            else if ((traits & (byPage ? DriverTraits.RangeStart | DriverTraits.InvalidatePage : DriverTraits.RangeStart)) != 0) holders |= Holders.StartDrivers;
        }

        return holders;
    }

    // The reverse map's paths; and until 3.6 whoever copied a page or merged it.
    private static bool TellsByPage(in PteChanged change, MachineState state) =>
        state.IsRmapPath(change.Header) || RmapPaths.TellUnderLock(state.Eras) && state.PlaceOf(change.Header) != KernelPlace.Zap;
}
