using Tracer.Engine.Faults;
using Tracer.Engine.Memory;

namespace Tracer.Engine.Drivers;

/// <summary>The entries of a secondary MMU. They change only together with their event, and hold a reference to their page if the driver pins.</summary>
internal sealed class SecondaryTable(Machine machine, DriverId id, MmId mm, DriverTraits traits)
{
    private readonly List<SecondaryMapping> mappings = [];

    /// <summary>The device reads or writes through an entry, in one step. False if there is none that allows it.</summary>
    internal bool TryAccess(KernelTask task, VirtualAddress address, bool write)
    {
        for (var i = 0; i < mappings.Count; i++)
        {
            var mapping = mappings[i];
            if (!mapping.Extent.Contains(address) || write && !mapping.Writable) continue;
            mappings[i] = mapping with { IsYoung = true, IsWritten = mapping.IsWritten | write };
            var frame = new Pfn(mapping.Frame.Value + (long)((address.Value - mapping.Address.Value) / PageSize.Small));
            task.Emit(new SecondaryAccessed { Driver = id, Mm = mm, Address = address, Pfn = frame, Generation = mapping.Generation, Write = write });
            return true;
        }

        return false;
    }

    /// <summary>Sets an entry; what overlaps it goes.</summary>
    internal void Set(KernelTask task, SecondaryMapping mapping)
    {
        Zap(task, mapping.Extent);
        if (Pins) machine.Pages.Of(mapping.Frame).Get(task);
        mappings.Add(mapping);
        task.Emit(new SecondaryMapped
        {
            Driver = id,
            Mm = mm,
            Address = mapping.Address,
            Pfn = mapping.Frame,
            Generation = mapping.Generation,
            Writable = mapping.Writable,
            Level = mapping.Level,
        });
    }

    internal bool Overlaps(AddressRange range)
    {
        foreach (var mapping in mappings)
            if (mapping.Extent.Overlaps(range)) return true;
        return false;
    }

    /// <summary>Drops every entry that overlaps a range; false if none does.</summary>
    internal bool Zap(KernelTask task, AddressRange range)
    {
        var before = mappings.Count;
        for (var i = before - 1; i >= 0; i--)
            if (mappings[i].Extent.Overlaps(range)) Remove(task, i);
        return mappings.Count < before;
    }

    /// <summary>Marks every entry that overlaps a range for <see cref="ZapCondemned"/>; false if none does.</summary>
    internal bool Condemn(AddressRange range)
    {
        var any = false;
        for (var i = 0; i < mappings.Count; i++)
        {
            if (!mappings[i].Extent.Overlaps(range)) continue;
            mappings[i] = mappings[i] with { IsCondemned = true };
            any = true;
        }

        return any;
    }

    internal void ZapCondemned(KernelTask task)
    {
        for (var i = mappings.Count - 1; i >= 0; i--)
            if (mappings[i].IsCondemned) Remove(task, i);
    }

    /// <summary>Clears the accessed bits in a range; true if one was set.</summary>
    internal bool ClearYoung(AddressRange range)
    {
        var young = false;
        for (var i = 0; i < mappings.Count; i++)
        {
            if (!mappings[i].Extent.Overlaps(range)) continue;
            young |= mappings[i].IsYoung;
            mappings[i] = mappings[i] with { IsYoung = false };
        }

        return young;
    }

    internal void Reset() => mappings.Clear();

    private bool Pins => (traits & DriverTraits.PinsPages) != 0 && !machine.Has(DriverFaults.ForgetPin);

    // A device that walks the CPU's table has set the dirty bit there; any other's entry is the only one to know of its writes.
    private bool KnowsWrites => (traits & DriverTraits.SharesPageTable) == 0;

    private void Remove(KernelTask task, int index)
    {
        var mapping = mappings[index];
        mappings.RemoveAt(index);
        task.Emit(new SecondaryUnmapped
        {
            Driver = id,
            Mm = mm,
            Address = mapping.Address,
            Pfn = mapping.Frame,
            Generation = mapping.Generation,
            Writable = mapping.Writable,
            Level = mapping.Level,
        });
        var page = machine.Pages.Of(mapping.Frame);
        if (mapping.IsWritten && KnowsWrites && !machine.Has(DriverFaults.LoseDirty))
        {
            if (page.References > 0 && page.Generation == mapping.Generation) page.IsDirty = true;
            task.Emit(new DirtyTransferred { Pfn = mapping.Frame, Address = mapping.Address, Generation = mapping.Generation, Mm = mm, Driver = id });
        }

        if (Pins) page.Put(task);
    }
}
