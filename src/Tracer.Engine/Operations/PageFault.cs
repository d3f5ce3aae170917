using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Operations;

/// <summary>handle_mm_fault: makes an address accessible, by the kind of its region and what its entry holds. The caller holds mmap_lock.</summary>
internal static class PageFault
{
    /// <summary>Handles one fault; the access is tried again after it. False if the address maps nothing, or what the file has no longer.</summary>
    internal static async Step<bool> Handle(KernelTask task, AddressSpace mm, VirtualAddress address, bool write)
    {
        if (mm.FindVma(address) is not { Mapping.IsTruncated: false } vma) return false;
        var page = address.AlignDown(PageSize.Small);
        var pmdTable = await PageTables.Ensure(task, mm, page, TableLevel.Pmd);
        var pmd = pmdTable.At(page);
        var dax = vma.Mapping.Dax;
        if (dax is { Order: > 0 } && pmd.Entry.IsNone)
        {
            await DaxFault.Run(task, vma, dax, pmd, write);
            return true;
        }

        if (vma.IsHuge && await HugeFault.TryHandle(task, vma, pmd, page, write)) return true;

        await PageTables.Ensure(task, mm, page, TableLevel.Pte);
        if (mm.Find(page, TableLevel.Pte) is not { } pte) return true;
        await task.Point();
        var entry = pte.Entry;
        if (entry.IsNone && vma.IsAnonymous) await AnonymousFault.Run(task, vma, pte);
        else if (entry.IsNone && dax is not null) await DaxFault.Run(task, vma, dax, pte, write);
        else if (entry.IsNone) await FileFault.Run(task, vma, pte, write);
        else if (entry.IsSwap) await SwapFault.Run(task, vma, pte, entry);
        else if (write && !entry.IsWritable) await CowFault.Run(task, vma, pte, entry);
        return true;
    }
}
