using System.Diagnostics;
using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Notifiers;
using Tracer.Engine.Operations;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Drivers;

/// <summary>A driver's secondary MMU on one address space: its entries, its callbacks, and the faults of its device.</summary>
internal abstract class SecondaryMmu(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits, KernelFunction callbacks)
    : MmuNotifier(id, mm.Id, traits, callbacks)
{
    protected Machine Machine => machine;

    protected AddressSpace Mm => mm;

    protected SecondaryTable Entries { get; } = new(machine, id, mm.Id, traits);

    /// <summary>The address space is going: nothing may be mapped any more, for nobody would say when it goes.</summary>
    protected bool IsReleased { get; private set; }

    /// <summary>The device reads or writes through an entry, in one step. False if there is none that allows it.</summary>
    internal virtual bool TryAccess(KernelTask task, VirtualAddress address, bool write) => Entries.TryAccess(task, address, write);

    /// <summary>The device has no entry: the driver finds the page and sets one. False if the address maps nothing, or the process is gone.</summary>
    internal async Step<bool> Fault(KernelTask task, VirtualAddress address, bool write)
    {
        if (!mm.Users.TryEnter()) return false;
        var page = address.AlignDown(PageSize.Small);
        task.Emit(new SecondaryFaultBegan { Driver = Id, Mm = mm.Id, Address = page, Write = write });
        var mapped = !IsReleased && await Map(task, page, write);
        task.Emit(new SecondaryFaultEnded { Driver = Id, Mm = mm.Id, Address = page, Mapped = mapped });
        mm.Users.Leave();
        return mapped;
    }

    /// <summary>What its user asks of the driver now and then, around an address.</summary>
    internal virtual Step Reconfigure(KernelTask task, VirtualAddress address) => default;

    /// <summary>The device goes once no callback can come any more, and with it what release has left.</summary>
    internal virtual void Close(KernelTask task) => Entries.Zap(task, AddressRange.Everything);

    internal override void Reset()
    {
        base.Reset();
        Entries.Reset();
        IsReleased = false;
    }

    protected override async Step<bool> Handle(ScheduledTask caller, CallbackKind kind, AddressRange range)
    {
        var task = (KernelTask)caller;
        if (kind == CallbackKind.ClearFlushYoung) return await ClearFlushYoung(task, range);
        IsReleased |= kind == CallbackKind.Release && !machine.Has(DriverFaults.MapAfterRelease);
        await (kind switch
        {
            CallbackKind.RangeStart => RangeStart(task, range),
            CallbackKind.RangeEnd => RangeEnd(task, range),
            CallbackKind.InvalidateRange => InvalidateRange(task, range),
            CallbackKind.InvalidatePage => InvalidatePage(task, range),
            CallbackKind.InvalidateHugepage => InvalidateHugepage(task, range),
            CallbackKind.ChangePte => ChangePte(task, range),
            CallbackKind.Release => Release(task),
            _ => throw new UnreachableException(),
        });
        return false;
    }

    /// <summary>Finds the page of an address and sets an entry for it, by the driver's own protocol.</summary>
    protected abstract Step<bool> Map(KernelTask task, VirtualAddress page, bool write);

    protected virtual Step RangeStart(KernelTask task, AddressRange range) => throw new UnreachableException();

    protected virtual Step RangeEnd(KernelTask task, AddressRange range) => throw new UnreachableException();

    /// <summary>What the callbacks below do unless they say otherwise: the entries of a range go.</summary>
    protected virtual Step Invalidate(KernelTask task, AddressRange range) => throw new UnreachableException();

    protected virtual Step InvalidateRange(KernelTask task, AddressRange range) => Invalidate(task, range);

    protected virtual Step InvalidatePage(KernelTask task, AddressRange page) => Invalidate(task, page);

    protected virtual Step InvalidateHugepage(KernelTask task, AddressRange page) => InvalidatePage(task, page);

    protected virtual Step ChangePte(KernelTask task, AddressRange page) => Invalidate(task, page);

    protected virtual Step Release(KernelTask task) => Invalidate(task, AddressRange.Everything);

    protected virtual Step<bool> ClearFlushYoung(KernelTask task, AddressRange range) => throw new UnreachableException();

    /// <summary>Drops the entries of a range and waits until the device's cached copies of them are gone too.</summary>
    protected async Step ZapAndFlush(KernelTask task, AddressRange range)
    {
        if (Entries.Zap(task, range)) await Flush(task, range);
    }

    /// <summary>The device is told to forget the pages of a range, and takes its time to acknowledge it.</summary>
    protected async Step Flush(KernelTask task, AddressRange range)
    {
        if (machine.Has(DriverFaults.SkipDeviceFlush)) return;
        await task.Point();
        task.Emit(new SecondaryFlushed { Driver = Id, Mm = mm.Id, Start = range.Start.AlignDown(PageSize.Small), End = EndOfPage(range.End) });
    }

    /// <summary>get_user_pages for the device.</summary>
    protected async Step<UserPage> LookUp(KernelTask task, VirtualAddress page, bool write)
    {
        var found = await GetUserPages.Run(task, mm, page, write);
        TellLookUp(task, page, found);
        return found;
    }

    protected void TellLookUp(KernelTask task, VirtualAddress page, in UserPage found)
    {
        if (found.Page is null) return;
        var frame = SecondaryMapping.Of(found, page, TableLevel.Pte).Frame;
        task.Emit(new PageLookedUp { Driver = Id, Mm = mm.Id, Address = page, Pfn = frame, Generation = found.Generation });
    }

    /// <summary>Reads the CPU's page table as it stands at this moment, without a lock or a reference.</summary>
    protected UserPage Walk(VirtualAddress page, bool write)
    {
        if (mm.FindLeaf(page) is not { } leaf || write && !leaf.Entry.IsWritable) return default;
        var level = leaf.Table.Level;
        var (_, generation) = machine.FrameOf(leaf.Entry, level, page);
        return new UserPage(machine.Pages.Of(leaf.Entry.Pfn), leaf.Entry, level, generation);
    }

    /// <summary>Has the CPU fault the page in. False if the address maps nothing.</summary>
    protected async Step<bool> FaultIn(KernelTask task, VirtualAddress page, bool write)
    {
        await mm.MmapLock.AcquireShared(task);
        var handled = await PageFault.Handle(task, mm, page, write);
        await mm.MmapLock.Release(task);
        return handled;
    }

    protected void Retry(KernelTask task, VirtualAddress page) =>
        task.Emit(new SecondaryFaultRetried { Driver = Id, Mm = mm.Id, Address = page });

    // The range of a call may end inside a page, or nowhere.
    private static VirtualAddress EndOfPage(VirtualAddress end)
    {
        var page = end.AlignDown(PageSize.Small);
        return page == end || end == AddressRange.Everything.End ? end : page + PageSize.Small;
    }
}
