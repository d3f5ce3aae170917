using Tracer.Engine.Drivers;
using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Scenarios;

/// <summary>What a device does with an address space: it reads and writes here and there, faulting where its MMU has no entry.</summary>
internal static class Device
{
    private const int AttemptsPerAccess = 3;
    private const int ClosesOneIn = 4;

    internal static async Step Run(KernelTask task, SecondaryMmu mmu, Workload workload, int accesses)
    {
        for (var i = 0; i < accesses; i++)
        {
            var address = workload.ChooseAddress(task);
            var write = task.ChooseNumber(2) == 1;
            await Access(task, mmu, address, write);
            if (workload.Mm.IsLaidHuge(address)) await AccessElsewhere(task, mmu, address.AlignDown(PageSize.Pmd), write);
            await mmu.Reconfigure(task, address);
        }

        // Most runs leave it open: what it still maps shows what later invalidations miss.
        if (task.ChooseNumber(ClosesOneIn) > 0) return;
        await workload.Mm.Notifiers.Unregister(task, mmu);
        if (task.Machine.Has(DriverFaults.MapAfterRelease)) await mmu.Fault(task, workload.ChooseAddress(task), write: false);
        mmu.Close(task);
    }

    // A huge page is many pages to a device that has small ones alone.
    private static async Step AccessElsewhere(KernelTask task, SecondaryMmu mmu, VirtualAddress huge, bool write)
    {
        foreach (var page in Workload.TouchedOfHuge) await Access(task, mmu, huge + (ulong)page * PageSize.Small, write);
    }

    // An entry that was just set may be gone again before it is used.
    private static async Step Access(KernelTask task, SecondaryMmu mmu, VirtualAddress address, bool write)
    {
        for (var attempt = 0; attempt < AttemptsPerAccess; attempt++)
        {
            await task.Point();
            if (mmu.TryAccess(task, address, write)) return;
            if (!await mmu.Fault(task, address, write)) return;
        }
    }
}
