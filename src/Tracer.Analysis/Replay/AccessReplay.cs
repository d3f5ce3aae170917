using System.Runtime.InteropServices;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Who reads and writes what, and who tries to: the ground of the outcome oracles.</summary>
internal sealed class AccessReplay(MachineState state)
{
    public void Write(TaskState task, in VmEvent e)
    {
        ref readonly var access = ref e.As<CpuAccessed>();
        if (!access.Write || !state.IsExact) return;
        ref var writes = ref CollectionsMarshal.GetValueRefOrAddDefault(state.Mm(access.Mm).Writes, access.Address.Value / PageSize.Small, out _);
        writes = writes.And(in access);
    }

    public void Access(TaskState task, in VmEvent e)
    {
        ref readonly var access = ref e.As<SecondaryAccessed>();
        if (access.Write) WriteThrough(in access);
        if (access.Write || !state.Mm(access.Mm).Writes.TryGetValue(access.Address.Value / PageSize.Small, out var writes)) return;
        var driver = state.Driver(access.Driver);
        if (!writes.AreIn(access.Pfn, access.Generation) || writes.Last.Header.Sequence <= driver.WriteSeen.Header.Sequence) return;
        driver.WriteSeen = VmEvent.Of(writes.Last);
        driver.SeenBy = VmEvent.Of(access);
    }

    private void WriteThrough(in SecondaryAccessed access)
    {
        var driver = state.Driver(access.Driver);
        if (driver.Mappings.At(access.Mm, access.Address) is { } entry) driver.Dirty.Write(in access, in entry);
    }

    public void Retry(TaskState task, in VmEvent e)
    {
        ref readonly var retry = ref e.As<SecondaryFaultRetried>();
        task.Attempt.Forget();
        task.Retries = task.Retries.And(in retry, state.MovedFor(retry.Mm));
    }
}
