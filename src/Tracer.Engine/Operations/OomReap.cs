using Tracer.Engine.Memory;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>__oom_reap_task_mm: takes the private memory of a killed process while it still runs, without waiting for it.</summary>
internal static class OomReap
{
    internal static readonly KernelPath Path = new("oom-reaper", "__oom_reap_task_mm: take a killed process's private memory while it still runs");
    private static readonly KernelFunction __oom_reap_task_mm = new(nameof(__oom_reap_task_mm));

    /// <summary>Gives up if the victim is gone, or its mmap_lock is not to be had.</summary>
    internal static async Step Run(KernelTask task, AddressSpace victim)
    {
        using var _ = task.In(__oom_reap_task_mm);
        using var operation = task.Begin(Path, victim, VirtualAddress.Unknown);
        if (!victim.Users.TryEnter()) return;
        if (await victim.MmapLock.TryAcquire(task, LockMode.Shared)) await ReapLocked(task, victim);
        victim.Users.Leave();
    }

    private static async Step ReapLocked(KernelTask task, AddressSpace victim)
    {
        // Callbacks may sleep, and the reaper may not wait for anybody; a driver registers under the lock that is held here.
        if (task.Machine.Protocol.Is(OomReaper.Unnotified) || !victim.Notifiers.HasNotifiers) await Reap(task, victim);
        await victim.MmapLock.Release(task);
    }

    private static async Step Reap(KernelTask task, AddressSpace victim)
    {
        var gather = task.Gather;
        gather.Begin(task, victim, AddressRange.Everything);
        for (var i = 0; i < victim.Vmas.Count; i++)
            if (victim.Vmas[i].IsAnonymous) await ZapRange.Run(task, gather, victim.Vmas[i]);
        await gather.Finish(task);
    }
}
