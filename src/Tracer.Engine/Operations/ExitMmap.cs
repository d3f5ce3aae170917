using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>exit_mmap: nobody uses the address space any more. Drivers let go of it first, then its memory goes, in a bracket that nobody hears.</summary>
internal static class ExitMmap
{
    internal static readonly KernelPath Path = new("exit", "mmu_notifier_release, exit_mmap: let drivers go first, then drop everything");
    private static readonly KernelFunction exit_mmap = new(nameof(exit_mmap));

    /// <summary>The caller is the last thread of the process; it waits for the other users.</summary>
    internal static async Step Run(KernelTask task, AddressSpace mm)
    {
        await mm.Users.Last(task);
        using var _ = task.In(exit_mmap);
        using var operation = task.Begin(Path, mm, VirtualAddress.Unknown);
        var isReleasedLate = task.Machine.Has(BracketFaults.UnmapBeforeRelease);
        if (!isReleasedLate) await mm.Notifiers.Release(task);
        var doomed = task.Doomed;
        doomed.Clear();
        doomed.AddRange(mm.Vmas);
        foreach (var vma in doomed) mm.Unlink(task, vma);
        await UnmapRegions.Run(task, mm, AddressRange.Everything, doomed);
        if (isReleasedLate) await mm.Notifiers.Release(task);
    }
}
