using System.Diagnostics;
using Tracer.Events;

namespace Tracer.Engine;

/// <summary>A driver's secondary MMU on one address space: its entries, its callbacks, and the faults of its device.</summary>
internal abstract class SecondaryMmu(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits, KernelFunction callbacks)
{
    private readonly List<SecondaryMapping> mappings = [];

    protected Machine Machine => machine;

    protected AddressSpace Mm => mm;

    internal DriverId Id => id;

    /// <summary>Its callbacks under this protocol, and how it guards its entries.</summary>
    internal DriverTraits Traits => traits;

    internal bool IsRegistered { get; set; }

    /// <summary>The core calls a callback, if the driver has it; true if that answers young.</summary>
    internal async Step<bool> Call(KernelTask task, CallbackKind kind, AddressRange range, RangeId bracket = default)
    {
        if (!IsRegistered || !Has(kind)) return false;
        await task.Point();
        task.Emit(new CallbackEntered { Mm = mm.Id, Start = range.Start, End = range.End, Driver = id, Range = bracket, Callback = kind });
        var young = false;
        using (task.In(callbacks))
        {
            young = await Handle(task, kind, range);
        }

        task.Emit(new CallbackReturned
        {
            Mm = mm.Id,
            Start = range.Start,
            End = range.End,
            Driver = id,
            Range = bracket,
            Callback = kind,
            Result = (short)(young ? 1 : 0),
        });
        return young;
    }

    /// <summary>The device reads or writes through an entry, in one step. False if there is none that allows it.</summary>
    internal bool TryAccess(KernelTask task, VirtualAddress address, bool write)
    {
        for (var i = 0; i < mappings.Count; i++)
        {
            var mapping = mappings[i];
            if (!mapping.Extent.Contains(address) || write && !mapping.Writable) continue;
            mappings[i] = mapping with { IsYoung = true };
            var frame = new Pfn(mapping.Frame.Value + (long)((address.Value - mapping.Address.Value) / PageSize.Small));
            task.Emit(new SecondaryAccessed { Driver = id, Mm = mm.Id, Address = address, Pfn = frame, Generation = mapping.Generation, Write = write });
            return true;
        }

        return false;
    }

    /// <summary>The device has no entry: the driver finds the page and sets one. False if the address maps nothing, or the process is gone.</summary>
    internal async Step<bool> Fault(KernelTask task, VirtualAddress address, bool write)
    {
        if (!mm.Users.TryEnter()) return false;
        var page = address.AlignDown(PageSize.Small);
        task.Emit(new SecondaryFaultBegan { Driver = id, Mm = mm.Id, Address = page, Write = write });
        var mapped = await Map(task, page, write);
        task.Emit(new SecondaryFaultEnded { Driver = id, Mm = mm.Id, Address = page, Mapped = mapped });
        mm.Users.Leave();
        return mapped;
    }

    internal virtual void Reset()
    {
        mappings.Clear();
        IsRegistered = false;
    }

    /// <summary>Finds the page of an address and sets an entry for it, by the driver's own protocol.</summary>
    protected abstract Step<bool> Map(KernelTask task, VirtualAddress page, bool write);

    protected virtual Step RangeStart(KernelTask task, AddressRange range) => throw new UnreachableException();

    protected virtual Step RangeEnd(KernelTask task, AddressRange range) => throw new UnreachableException();

    /// <summary>invalidate_range, invalidate_page and change_pte for the range of one page, invalidate_hugepage for a huge one, release for everything.</summary>
    protected virtual Step Invalidate(KernelTask task, AddressRange range) => throw new UnreachableException();

    protected virtual Step<bool> ClearFlushYoung(KernelTask task, AddressRange range) => throw new UnreachableException();

    protected void Retry(KernelTask task, VirtualAddress page) =>
        task.Emit(new SecondaryFaultRetried { Driver = id, Mm = mm.Id, Address = page });

    /// <summary>Sets an entry; what overlaps it goes.</summary>
    protected void Set(KernelTask task, SecondaryMapping mapping)
    {
        Zap(task, mapping.Extent);
        mappings.Add(mapping);
        task.Emit(new SecondaryMapped
        {
            Driver = id,
            Mm = mm.Id,
            Address = mapping.Address,
            Pfn = mapping.Frame,
            Generation = mapping.Generation,
            Writable = mapping.Writable,
            Level = mapping.Level,
        });
    }

    /// <summary>Drops every entry that overlaps a range, and the device's cached copies of it. What it may have written is dirty.</summary>
    protected void Zap(KernelTask task, AddressRange range)
    {
        for (var i = mappings.Count - 1; i >= 0; i--)
        {
            var mapping = mappings[i];
            if (!mapping.Extent.Overlaps(range)) continue;
            mappings.RemoveAt(i);
            var page = machine.Pages.Of(mapping.Frame);
            if (mapping.Writable && page.Generation == mapping.Generation) page.IsDirty = true;
            task.Emit(new SecondaryUnmapped
            {
                Driver = id,
                Mm = mm.Id,
                Address = mapping.Address,
                Pfn = mapping.Frame,
                Generation = mapping.Generation,
                Writable = mapping.Writable,
                Level = mapping.Level,
            });
        }
    }

    /// <summary>Clears the accessed bits in a range; true if one was set.</summary>
    protected bool ClearYoung(AddressRange range)
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

    private bool Has(CallbackKind kind) => (traits & kind switch
    {
        CallbackKind.RangeStart => DriverTraits.RangeStart,
        CallbackKind.RangeEnd => DriverTraits.RangeEnd,
        CallbackKind.InvalidateRange => DriverTraits.InvalidateRange,
        CallbackKind.InvalidatePage => DriverTraits.InvalidatePage,
        CallbackKind.ChangePte => DriverTraits.ChangePte,
        CallbackKind.Release => DriverTraits.Release,
        CallbackKind.InvalidateHugepage => DriverTraits.InvalidateHugepage,
        _ => DriverTraits.Ageing,
    }) != 0;

    private async Step<bool> Handle(KernelTask task, CallbackKind kind, AddressRange range)
    {
        switch (kind)
        {
            case CallbackKind.RangeStart:
                await RangeStart(task, range);
                return false;
            case CallbackKind.RangeEnd:
                await RangeEnd(task, range);
                return false;
            case CallbackKind.ClearFlushYoung:
                return await ClearFlushYoung(task, range);
            default:
                await Invalidate(task, range);
                return false;
        }
    }
}
