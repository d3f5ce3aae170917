using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Memory;

/// <summary>page_vma_mapped_walk: goes from entry to entry of a region that maps a page, and holds the page-table lock at each.</summary>
internal sealed class PageVmaMappedWalk(KernelTask task)
{
    private Page page = null!;
    private Vma vma = null!;
    private VirtualAddress next;
    private VirtualAddress end;
    private PageTable? locked;

    /// <summary>The entry it stands at; its lock is held.</summary>
    internal Pte Current { get; private set; }

    /// <summary>What that entry held when it was read under the lock.</summary>
    internal PageEntry Entry { get; private set; }

    /// <summary>Walks from <paramref name="address"/> to the end of the page or the region.</summary>
    internal void Begin(Page of, Vma within, VirtualAddress address)
    {
        page = of;
        vma = within;
        next = address;
        locked = null;
        end = within.AddressOf(of.Offset) + of.Bytes;
        if (within.Range.End < end) end = within.Range.End;
    }

    /// <summary>Goes to the next entry that maps the page. False if there is none; the lock stays held until <see cref="Unlock"/>.</summary>
    internal async Step<bool> MoveNext()
    {
        while (next < end)
        {
            if (locked is null && !await LockTableOf(next)) break;
            var table = locked!;
            var pte = table.At(next);
            next = pte.Address + PageSize.Of(table.Level);
            var entry = pte.Entry;
            if (!entry.IsPresent || !entry.IsLeafAt(table.Level) || !page.Covers(entry.Pfn)) continue;
            Current = pte;
            Entry = await pte.Read(task);
            return true;
        }

        return false;
    }

    /// <summary>Drops the lock where the walk stands; going on takes it again.</summary>
    internal async Step Unlock()
    {
        if (locked is not { } table) return;
        locked = null;
        await table.Lock.Release(task);
    }

    // The entry above may turn from a huge page into a table until its lock is held.
    private async Step<bool> LockTableOf(VirtualAddress address)
    {
        await task.Point();
        if (vma.Mm.Find(address, TableLevel.Pmd) is not { } pmd || !pmd.Entry.IsPresent) return false;
        if (pmd.Entry.IsHuge)
        {
            await pmd.Table.Lock.Acquire(task);
            locked = pmd.Table;
            if (pmd.Entry.IsHuge) return true;
            await Unlock();
        }

        if (vma.Mm.Find(address, TableLevel.Pte) is not { } pte) return false;
        await pte.Table.Lock.Acquire(task);
        locked = pte.Table;
        return true;
    }
}
