using Tracer.Events;

namespace Tracer.Engine;

/// <summary>The mmu_notifier wrappers of the core for one address space. They are called, and recorded, with or without a driver.</summary>
internal sealed class NotifierChain
{
    private readonly AddressSpace mm;
    private readonly KernelLock listLock;
    private readonly List<SecondaryMmu> drivers = [];
    private int registered;

    internal NotifierChain(AddressSpace mm, KernelLock listLock)
    {
        this.mm = mm;
        this.listLock = listLock;
    }

    internal IReadOnlyList<SecondaryMmu> Drivers => drivers;

    /// <summary>Adds a driver before the run; the run itself registers it by <see cref="Register"/>.</summary>
    internal void Attach(SecondaryMmu driver) => drivers.Add(driver);

    internal async Step Register(KernelTask task)
    {
        foreach (var driver in drivers)
        {
            using var _ = task.In(KernelFunction.mmu_notifier_register);
            await mm.MmapLock.Acquire(task);
            registered++;
            driver.Register(task);
            await mm.MmapLock.Release(task);
        }
    }

    /// <summary>mmu_notifier_unregister: once it returns, no callback of the driver runs any more.</summary>
    internal async Step Unregister(KernelTask task, SecondaryMmu driver)
    {
        using var _ = task.In(KernelFunction.mmu_notifier_unregister);
        task.Machine.Srcu.Enter(task);
        await driver.Call(task, CallbackKind.Release, AddressRange.Everything);
        task.Machine.Srcu.Leave(task);

        await listLock.Acquire(task);
        driver.Unregister();
        registered--;
        await listLock.Release(task);
        await task.Machine.Srcu.Synchronize(task);
        task.Emit(new NotifierUnregistered { Mm = mm.Id, Driver = driver.Id });
    }

    internal async Step<Bracket> RangeStart(KernelTask task, AddressRange range)
    {
        await task.Point();
        var bracket = new Bracket(task.Machine.NextRange(), range);
        task.Emit(new MightSleep { Reason = SleepReason.RangeStart });
        task.Emit(new RangeStartEntered { Mm = mm.Id, Start = range.Start, End = range.End, Range = bracket.Id, Event = NotifierEvent.NotTold, Blockable = true });
        if (registered > 0)
        {
            task.Machine.Srcu.Enter(task);
            foreach (var driver in drivers) await driver.Call(task, CallbackKind.RangeStart, range, bracket.Id);
            task.Machine.Srcu.Leave(task);
        }

        task.Emit(new RangeStartReturned { Mm = mm.Id, Start = range.Start, End = range.End, Range = bracket.Id, Event = NotifierEvent.NotTold, Blockable = true });
        return bracket;
    }

    internal async Step RangeEnd(KernelTask task, Bracket bracket)
    {
        if (task.Machine.Has(SkipRangeEnd.Fault)) return;
        await task.Point();
        var (id, range) = bracket;
        task.Emit(new MightSleep { Reason = SleepReason.RangeEnd });
        task.Emit(new RangeEndEntered { Mm = mm.Id, Start = range.Start, End = range.End, Range = id, Event = NotifierEvent.NotTold, Blockable = true });
        task.Emit(new RangeInvalidated { Mm = mm.Id, Start = range.Start, End = range.End, Source = InvalidationSource.RangeEnd });
        if (registered > 0)
        {
            task.Machine.Srcu.Enter(task);
            foreach (var driver in drivers)
            {
                await driver.Call(task, CallbackKind.InvalidateRange, range, id);
                await driver.Call(task, CallbackKind.RangeEnd, range, id);
            }

            task.Machine.Srcu.Leave(task);
        }

        task.Emit(new RangeEndReturned { Mm = mm.Id, Start = range.Start, End = range.End, Range = id, Event = NotifierEvent.NotTold, Blockable = true });
    }

    internal async Step InvalidateRange(KernelTask task, AddressRange range, InvalidationSource source = InvalidationSource.Explicit)
    {
        await task.Point();
        task.Emit(new RangeInvalidated { Mm = mm.Id, Start = range.Start, End = range.End, Source = source });
        await CallAll(task, CallbackKind.InvalidateRange, range);
    }

    internal async Step InvalidatePage(KernelTask task, VirtualAddress address)
    {
        await task.Point();
        task.Emit(new PageInvalidated { Mm = mm.Id, Address = address });
        await CallAll(task, CallbackKind.InvalidatePage, PageAt(address));
    }

    internal async Step ChangePte(KernelTask task, VirtualAddress address, PageEntry entry)
    {
        await task.Point();
        task.Emit(new PteChangeNotified { Mm = mm.Id, Address = address, New = entry });
        await CallAll(task, CallbackKind.ChangePte, PageAt(address));
    }

    /// <summary>Asks and clears the accessed bits of the drivers; true if one was set.</summary>
    internal async Step<bool> ClearFlushYoung(KernelTask task, AddressRange range, bool youngHere)
    {
        await task.Point();
        var young = youngHere;
        foreach (var driver in drivers) young |= await driver.Call(task, CallbackKind.ClearFlushYoung, range);
        task.Emit(new AgeingNotified { Mm = mm.Id, Start = range.Start, End = range.End, Which = Ageing.ClearFlushYoung, Young = young });
        return young;
    }

    internal void Reset()
    {
        registered = 0;
        listLock.Reset();
        foreach (var driver in drivers) driver.Reset();
    }

    private async Step CallAll(KernelTask task, CallbackKind callback, AddressRange range)
    {
        if (registered == 0) return;
        task.Machine.Srcu.Enter(task);
        foreach (var driver in drivers) await driver.Call(task, callback, range);
        task.Machine.Srcu.Leave(task);
    }

    private static AddressRange PageAt(VirtualAddress address) => AddressRange.Of(address.AlignDown(PageSize.Small), PageSize.Small);
}
