namespace Tracer.Engine.Memory;

/// <summary>How a CPU's load or store finds its frame.</summary>
internal static class Translation
{
    /// <summary>The frame of an address under a leaf entry, and which use of the frame it is at this moment.</summary>
    internal static (Pfn Frame, int Generation) FrameOf(this Machine machine, PageEntry leaf, TableLevel level, VirtualAddress address)
    {
        var within = (long)(address.Value % PageSize.Of(level) / PageSize.Small);
        var frame = new Pfn(leaf.Pfn.Value + within);
        return (frame, machine.Pages.Of(frame).Generation);
    }

    /// <summary>Loads or stores at an address as the hardware does, in one step: through the TLB, else through the tables. False if that faults.</summary>
    internal static bool TryAccess(this KernelTask task, AddressSpace mm, VirtualAddress address, bool write)
    {
        var tlb = task.Tlb;
        if (tlb.TryFind(mm.Id, address, out var cached) && (!write || cached.Entry.IsWritable && cached.Entry.IsDirty))
        {
            var (frame, _) = task.Machine.FrameOf(cached.Entry, cached.Level, address);
            task.Emit(new CpuAccessed { Mm = mm.Id, Address = address, Pfn = frame, Generation = cached.Generation, Write = write, FromTlb = true });
            return true;
        }

        if (mm.FindLeaf(address) is not { } leaf || write && !leaf.Entry.IsWritable) return false;
        var entry = leaf.Table.Translate(task, leaf.Index, address, write);
        var (_, generation) = task.Machine.FrameOf(entry, leaf.Table.Level, address);
        tlb.Fill(new TlbEntry(mm.Id, leaf.Address, entry, leaf.Table.Level, generation));
        return true;
    }
}
