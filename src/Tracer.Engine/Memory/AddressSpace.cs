using Tracer.Engine.Locks;
using Tracer.Engine.Notifiers;

namespace Tracer.Engine.Memory;

/// <summary>A process's memory: its regions, its four levels of page tables, and who is told of changes.</summary>
internal sealed class AddressSpace
{
    private readonly Machine machine;
    private readonly List<Vma> vmas = [];
    private readonly List<Vma> layout = [];
    private PageTable? pgd;

    internal AddressSpace(Machine machine, MmId id, string name)
    {
        this.machine = machine;
        Id = id;
        Name = name;
        MmapLock = machine.NewNamedLock(LockClass.MmapLock, LockType.RwSemaphore, $"mmap_lock {name}", id);
        PageTableLock = machine.NewNamedLock(LockClass.MmPageTable, LockType.Spin, $"page_table_lock {name}", id);
        Users = new AddressSpaceUsers(machine, this);
        Notifiers = new NotifierChain(id, MmapLock, machine.NewNamedLock(LockClass.Other, LockType.Spin, $"mmu_notifier_mm {name}", id), machine.NotifierLists);
    }

    internal MmId Id { get; }

    internal string Name { get; }

    internal KernelLock MmapLock { get; }

    /// <summary>Protects the tables above the PMD level.</summary>
    internal KernelLock PageTableLock { get; }

    internal AddressSpaceUsers Users { get; }

    internal NotifierChain Notifiers { get; }

    /// <summary>Reclaim cleared entries and left the CPU flush for later.</summary>
    internal bool IsFlushPending { get; set; }

    internal IReadOnlyList<Vma> Vmas => vmas;

    internal bool HasLarge => layout.Exists(vma => vma.IsLarge);

    /// <summary>The root of the page tables; there is one once the address space has begun.</summary>
    internal PageTable Pgd => pgd ?? throw new InvalidOperationException($"{Name} has no page table yet");

    /// <summary>True if the address lay in a region of huge pages when the run began.</summary>
    internal bool IsLaidHuge(VirtualAddress address)
    {
        foreach (var vma in layout)
            if (vma.IsHuge && vma.Range.Contains(address)) return true;
        return false;
    }

    /// <summary>Adds a region that exists when a run begins.</summary>
    internal Vma Lay(AddressRange range, ReverseMap mapping, bool isHuge)
    {
        var vma = new Vma(this, range, mapping, isHuge);
        layout.Add(vma);
        return vma;
    }

    internal void Begin(KernelTask task)
    {
        pgd = machine.Tables.Take();
        pgd.Observe(task, this, TableLevel.Pgd, new VirtualAddress(0));
        pgd.Publish(task);
        foreach (var vma in vmas) Tell(task, vma, VmaChange.Added);
    }

    internal void Link(KernelTask task, Vma vma)
    {
        Link(vma);
        Tell(task, vma, VmaChange.Added);
    }

    internal void Unlink(KernelTask task, Vma vma)
    {
        vmas.Remove(vma);
        Tell(task, vma, VmaChange.Removed);
    }

    internal Vma? FindVma(VirtualAddress address)
    {
        foreach (var vma in vmas)
            if (vma.Range.Contains(address)) return vma;
        return null;
    }

    internal bool HasVmaIn(AddressRange range)
    {
        foreach (var vma in vmas)
            if (vma.Range.Overlaps(range)) return true;
        return false;
    }

    /// <summary>Walks without a lock to the entry of a level that covers an address; null if no table of that level does.</summary>
    internal Pte? Find(VirtualAddress address, TableLevel level)
    {
        if (pgd is null) return null;
        var pte = pgd.At(address);
        while (pte.Table.Level > level)
        {
            var entry = pte.Entry;
            if (!entry.IsPresent || entry.IsLeafAt(pte.Table.Level)) return null;
            pte = machine.Tables.Of(entry).At(address);
        }

        return pte;
    }

    /// <summary>Walks as hardware does, to the entry that translates an address; null if none is present.</summary>
    internal Pte? FindLeaf(VirtualAddress address)
    {
        if (Find(address, TableLevel.Pmd) is not { Entry.IsPresent: true } pmd) return null;
        if (pmd.Entry.IsHuge) return pmd;
        return Find(address, TableLevel.Pte) is { Entry.IsPresent: true } pte ? pte : null;
    }

    /// <summary>Flushes a range from every CPU's TLB; waits until all of them take the interrupt.</summary>
    internal TlbShootdown Flush(KernelTask task, AddressRange range, bool tables = false) => new(task, this, range, tables);

    internal void Reset()
    {
        pgd = null;
        IsFlushPending = false;
        Users.Reset();
        MmapLock.Reset();
        PageTableLock.Reset();
        vmas.Clear();
        foreach (var vma in layout) Link(vma);
        Notifiers.Reset();
    }

    private void Link(Vma vma)
    {
        vmas.Add(vma);
        vma.Mapping.Link(vma);
    }

    private void Tell(KernelTask task, Vma vma, VmaChange change) =>
        task.Emit(new VmaChanged { Mm = Id, Start = vma.Range.Start, End = vma.Range.End, Change = change });
}
