using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Oracles;

/// <summary>Holds a device's write against the CPU's entry of the same page: once the operation is over whose store took something from it, the device may not write as before.</summary>
internal static class DeviceWrites
{
    /// <summary>True if the last store of an entry, which still maps the same frame, took from it what a write needs.</summary>
    internal delegate bool Took(in PageRecord record);

    /// <param name="access">What the device does.</param>
    /// <param name="took">What is asked of the entry's last store.</param>
    /// <param name="written">How the rule is broken.</param>
    /// <param name="role">What the store is called in the rule's reason.</param>
    /// <param name="state">The machine before it.</param>
    /// <param name="verdicts">Takes the judgement.</param>
    internal static void Judge(in SecondaryAccessed access, Took took, Reason written, string role, MachineState state, Verdicts verdicts)
    {
        // Who pins its pages has declared that it can live with what the core does to the entry in between.
        var pins = state.Driver(access.Driver).Has(DriverTraits.PinsPages);
        if (!access.Write || pins == true) return;
        ref readonly var record = ref state.Mm(access.Mm).Pages.Find(access.Address);
        if (pins is null || !record.IsKnown)
        {
            verdicts.Unjudged(pins is null ? DriverState.Untold : "the entry of the address was not shown");
            return;
        }

        ref readonly var store = ref record.Store;
        if (!store.New.IsPresent || access.Pfn != record.FrameOf(access.Address)) return;
        if (record.Former.Pfn == store.New.Pfn && took(in record) && state.TaskOf(store.Header).OperationBoundary > store.Header.Sequence)
            verdicts.Violated(written, access, access.Mm, access.Address, new Witness(role, VmEvent.Of(store)));
        else verdicts.Holds();
    }
}
