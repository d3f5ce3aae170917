using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

internal sealed partial class MachineReplay
{
    private void Register(in VmEvent e)
    {
        ref readonly var registered = ref e.As<NotifierRegistered>();
        var driver = state.Driver(registered.Driver);
        if (registered.Traits != DriverTraits.None) driver.Traits = registered.Traits;
        driver.Registered = e;
        driver.Released = default;
        Notice(registered.Mm);

        // A kernel trace tells address spaces by their pointer, and a released one's is used again.
        var mm = state.Mm(registered.Mm);
        mm.Release = mm.Released = default;
        if (!mm.Drivers.Contains(registered.Driver)) mm.Drivers.Add(registered.Driver);
    }

    // Who no longer hears of an address space maps nothing of it: what a trace did not show being zapped went with the driver's tables.
    private void Unregister(in NotifierUnregistered unregistered)
    {
        var driver = state.Driver(unregistered.Driver);
        driver.Mappings.RemoveAll(unregistered.Mm);
        driver.Dirty.Clear();
        var mm = state.Mm(unregistered.Mm);
        mm.Drivers.Remove(unregistered.Driver);
        state.Teardowns.LetGo(unregistered.Mm, AddressRange.Everything, ~(Holders.Cpus | HoldersOf(mm)));
    }

    private void EndRelease(in VmEvent e)
    {
        var id = e.As<ReleaseReturned>().Mm;
        state.Mm(id).Released = e;
        state.Teardowns.LetGo(id, AddressRange.Everything, ~Holders.Cpus);
    }
}
