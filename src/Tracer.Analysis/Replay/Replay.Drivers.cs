using Tracer.Events;

namespace Tracer.Analysis;

internal sealed partial class Replay
{
    private void Map(in SecondaryMapped mapped)
    {
        Notice(mapped.Mm);
        state.Driver(mapped.Driver).Mappings.Add(in mapped);
    }

    // Who no longer hears of an address space maps nothing of it: what a trace did not show being zapped went with the driver's tables.
    private void Unregister(in NotifierUnregistered unregistered) =>
        state.Driver(unregistered.Driver).Mappings.RemoveAll(unregistered.Mm);

    private void AcknowledgeFlush(TaskState task, in VmEvent e)
    {
        task.LastDeviceFlush = e.Header.Sequence;
        ref readonly var flushed = ref e.As<SecondaryFlushed>();
        if (flushed.Extent == AddressRange.Everything) state.Driver(flushed.Driver).FlushedWhole = e;
    }
}
