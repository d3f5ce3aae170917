using Tracer.Events;

namespace Tracer.Analysis;

internal sealed partial class Replay
{
    private void Map(in SecondaryMapped mapped)
    {
        Notice(mapped.Mm);
        state.Driver(mapped.Driver).Mappings.Add(in mapped);
    }

    private void Unmap(TaskState task, in VmEvent e)
    {
        ref readonly var unmapped = ref e.As<SecondaryUnmapped>();
        var driver = state.Driver(unmapped.Driver);
        driver.Dirty.Zap(in e, task.Callback.Header.Kind != EventKind.None);
        driver.Mappings.Remove(in unmapped);
        task.Zaps.Add(in e);
    }

    private void Transfer(TaskState task, in DirtyTransferred dirty)
    {
        if (dirty.Driver.Value == 0) return;
        state.Driver(dirty.Driver).Dirty.Tell(in dirty);
        task.Zaps.TellsDirty = true;
    }

    // Who no longer hears of an address space maps nothing of it: what a trace did not show being zapped went with the driver's tables.
    private void Unregister(in NotifierUnregistered unregistered)
    {
        var driver = state.Driver(unregistered.Driver);
        driver.Mappings.RemoveAll(unregistered.Mm);
        driver.Dirty.Clear();
    }

    private void AcknowledgeFlush(TaskState task, in VmEvent e)
    {
        task.LastDeviceFlush = e.Header.Sequence;
        ref readonly var flushed = ref e.As<SecondaryFlushed>();
        if (flushed.Extent == AddressRange.Everything) state.Driver(flushed.Driver).FlushedWhole = e;
    }
}
