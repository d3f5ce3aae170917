using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>A load or store of a program, with the page fault it may take.</summary>
internal static class CpuAccess
{
    private static readonly KernelFunction do_page_fault = new(nameof(do_page_fault));
    private const int FaultsPerAccess = 4;

    /// <summary>False if the address maps nothing any more, or the page went away each time before it was used.</summary>
    internal static async Step<bool> Run(KernelTask task, AddressSpace mm, VirtualAddress address, bool write)
    {
        for (var faults = 0; faults <= FaultsPerAccess; faults++)
        {
            await task.Point();
            if (task.TryAccess(mm, address, write)) return true;
            using var _ = task.In(do_page_fault);
            await mm.MmapLock.AcquireShared(task);
            var handled = await PageFault.Handle(task, mm, address, write);
            await mm.MmapLock.Release(task);
            if (!handled) return false;
        }

        return false;
    }
}
