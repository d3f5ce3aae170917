using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Who hears of an address space: registration, release.</summary>
internal sealed class SubscriptionReplay(MachineState state)
{
    public void Register(TaskState task, in VmEvent e)
    {
        ref readonly var registered = ref e.As<NotifierRegistered>();
        var driver = state.Driver(registered.Driver);
        if (registered.Traits != DriverTraits.None) driver.Declare(registered.Traits);
        driver.Released = default;
        state.Notice(registered.Mm);

        // A kernel trace tells address spaces by their pointer, and a released one's is used again.
        var mm = state.Mm(registered.Mm);
        mm.Release = mm.Released = default;
        if (!mm.Drivers.Contains(registered.Driver)) mm.Drivers.Add(registered.Driver);
    }

    // Who no longer hears of an address space maps nothing of it: what a trace did not show being zapped went with the driver's tables.
    public void Unregister(TaskState task, in VmEvent e)
    {
        ref readonly var unregistered = ref e.As<NotifierUnregistered>();
        state.Driver(unregistered.Driver).Mappings.RemoveAll(unregistered.Mm);
        var mm = state.Mm(unregistered.Mm);
        mm.Drivers.Remove(unregistered.Driver);

        // Who is left to hear of it, a kernel trace need not have told; if anybody is, the next call shows.
        if (mm.Drivers.Count == 0) mm.IsWatched = false;
    }

    public void BeginRelease(TaskState task, in VmEvent e) => state.Mm(e.As<ReleaseEntered>().Mm).Release = e;

    public void EndRelease(TaskState task, in VmEvent e) => state.Mm(e.As<ReleaseReturned>().Mm).Released = e;
}
