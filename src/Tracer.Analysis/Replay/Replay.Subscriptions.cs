using Tracer.Events;

namespace Tracer.Analysis;

internal sealed partial class Replay
{
    private void Register(in NotifierRegistered registered)
    {
        if (registered.Traits != DriverTraits.None) state.Driver(registered.Driver).Traits = registered.Traits;
        Notice(registered.Mm);

        // A kernel trace tells address spaces by their pointer, and a released one's is used again.
        var mm = state.Mm(registered.Mm);
        mm.Release = mm.Released = default;
        if (!mm.Drivers.Contains(registered.Driver)) mm.Drivers.Add(registered.Driver);
    }

    private void Unregister(in NotifierUnregistered unregistered)
    {
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

    // The count belongs to the bracket whose start callback the driver is in.
    private void Count(TaskState task, in InvalidationCounted counted)
    {
        if (counted.Open >= 0) state.Driver(counted.Driver).OpenRanges = counted.Open;
        if (counted.Step == CounterStep.CountRaised && task.Brackets is [.., { IsOpen: false } starting]) starting.AddCounted(counted.Driver);
    }
}
