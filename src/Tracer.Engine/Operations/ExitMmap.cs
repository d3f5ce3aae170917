namespace Tracer.Engine;

/// <summary>exit_mmap: nobody uses the address space any more. Drivers let go of it first, then its memory goes, in a bracket that nobody hears.</summary>
internal static class ExitMmap
{
    /// <summary>The caller is the last thread of the process; it waits for the other users.</summary>
    internal static async Step Run(KernelTask task, AddressSpace mm)
    {
        await mm.Users.Last(task);
        using var _ = task.In(KernelFunction.exit_mmap);
        using var operation = task.Begin(KernelOperation.Exit, mm, VirtualAddress.Unknown);
        var isReleasedLate = task.Machine.Has(UnmapBeforeRelease.Fault);
        if (!isReleasedLate) await mm.Notifiers.Release(task);
        var doomed = task.Doomed;
        doomed.Clear();
        doomed.AddRange(mm.Vmas);
        foreach (var vma in doomed) mm.Unlink(task, vma);
        await UnmapRegions.Run(task, mm, AddressRange.Everything, doomed);
        if (isReleasedLate) await mm.Notifiers.Release(task);
    }
}
