namespace Tracer.Engine;

/// <summary>The mmu_notifier wrappers of the core for one address space. They are called, and recorded, with or without a driver.</summary>
internal sealed class NotifierChain
{
    private readonly AddressSpace mm;
    private readonly KernelLock listLock;
    private readonly Protocol protocol;
    private readonly List<SecondaryMmu> drivers = [];
    private int registered;

    internal NotifierChain(AddressSpace mm, KernelLock listLock, Protocol protocol)
    {
        this.mm = mm;
        this.listLock = listLock;
        this.protocol = protocol;
    }

    internal IReadOnlyList<SecondaryMmu> Drivers => drivers;

    /// <summary>mm_has_notifiers: true from the first registration on, for the list stays until the address space goes.</summary>
    internal bool HasNotifiers { get; private set; }

    // Under RCU no callback may sleep, so nobody expects a wrapper to.
    private bool MaySleep => protocol.Is(NotifierList.Srcu);

    /// <summary>Adds a driver before the run; the run itself registers it by <see cref="Register"/>.</summary>
    internal void Attach(SecondaryMmu driver) => drivers.Add(driver);

    internal async Step Register(KernelTask task)
    {
        foreach (var driver in drivers)
        {
            using var _ = task.In(KernelFunction.mmu_notifier_register);
            await mm.MmapLock.Acquire(task, task.Machine.Has(RegisterShared.Fault) ? LockMode.Shared : LockMode.Exclusive);
            registered++;
            HasNotifiers = true;
            driver.Register(task);
            await mm.MmapLock.Release(task);
        }
    }

    /// <summary>mmu_notifier_unregister: once it returns, no callback of the driver runs any more.</summary>
    internal async Step Unregister(KernelTask task, SecondaryMmu driver)
    {
        using var _ = task.In(KernelFunction.mmu_notifier_unregister);
        if (driver.IsRegistered)
        {
            task.Machine.NotifierLists.Enter(task);
            await driver.Call(task, CallbackKind.Release, AddressRange.Everything);
            task.Machine.NotifierLists.Leave(task);
            await listLock.Acquire(task);
            Remove(driver);
            await listLock.Release(task);
        }

        await task.Machine.NotifierLists.Synchronize(task);
        task.Emit(new NotifierUnregistered { Mm = mm.Id, Driver = driver.Id });
    }

    /// <summary>mmu_notifier_release: the address space goes, so every driver lets go of it; once it returns, no callback runs any more.</summary>
    internal async Step Release(KernelTask task)
    {
        using var _ = task.In(KernelFunction.mmu_notifier_release);
        await task.Point();
        task.Emit(new ReleaseEntered { Mm = mm.Id });
        if (registered > 0)
        {
            await CallAll(task, CallbackKind.Release, AddressRange.Everything);
            await listLock.Acquire(task);
            foreach (var driver in drivers) Remove(driver);
            await listLock.Release(task);
        }

        // Also for a driver that is unregistering itself: its release may still run.
        if (drivers.Count > 0) await task.Machine.NotifierLists.Synchronize(task);
        task.Emit(new ReleaseReturned { Mm = mm.Id });
    }

    internal async Step<Bracket> RangeStart(KernelTask task, AddressRange range)
    {
        await task.Point();
        var bracket = new Bracket(task.Machine.NextRange(), range);
        if (MaySleep) task.Emit(new MightSleep { Reason = SleepReason.RangeStart });
        task.Emit(new RangeStartEntered { Mm = mm.Id, Start = range.Start, End = range.End, Range = bracket.Id, Event = NotifierEvent.NotTold, Blockable = MaySleep });
        await CallAll(task, CallbackKind.RangeStart, range, bracket.Id);
        task.Emit(new RangeStartReturned { Mm = mm.Id, Start = range.Start, End = range.End, Range = bracket.Id, Event = NotifierEvent.NotTold, Blockable = MaySleep });
        return bracket;
    }

    internal async Step RangeEnd(KernelTask task, Bracket bracket)
    {
        if (task.Machine.Has(SkipRangeEnd.Fault)) return;
        await task.Point();
        var (id, range) = bracket;
        var invalidates = protocol.Is(InvalidateRangeCallback.Exists) && protocol.Is(Engine.RangeEnd.InvalidatesRange);
        var isOnlyEnd = protocol.Is(InvalidateRangeCallback.Exists) && !invalidates;
        if (MaySleep) task.Emit(new MightSleep { Reason = SleepReason.RangeEnd });
        task.Emit(new RangeEndEntered { Mm = mm.Id, Start = range.Start, End = range.End, Range = id, Event = NotifierEvent.NotTold, Blockable = MaySleep, OnlyEnd = isOnlyEnd });
        if (invalidates) task.Emit(new RangeInvalidated { Mm = mm.Id, Start = range.Start, End = range.End, Source = InvalidationSource.RangeEnd });
        if (registered > 0)
        {
            task.Machine.NotifierLists.Enter(task);
            foreach (var driver in drivers)
            {
                if (invalidates) await driver.Call(task, CallbackKind.InvalidateRange, range, id);
                await driver.Call(task, CallbackKind.RangeEnd, range, id);
            }

            task.Machine.NotifierLists.Leave(task);
        }

        task.Emit(new RangeEndReturned { Mm = mm.Id, Start = range.Start, End = range.End, Range = id, Event = NotifierEvent.NotTold, Blockable = MaySleep });
    }

    /// <summary>Nothing in a kernel that has no such callback yet.</summary>
    internal async Step InvalidateRange(KernelTask task, AddressRange range, InvalidationSource source = InvalidationSource.Explicit)
    {
        if (protocol.Is(InvalidateRangeCallback.Absent)) return;
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

    /// <summary>As proposed in 2010: one call for all of a huge entry, which every driver has to take.</summary>
    internal async Step InvalidateHugepage(KernelTask task, Pte pmd)
    {
        await task.Point();
        task.Emit(new PageInvalidated { Mm = mm.Id, Address = pmd.Address, Level = pmd.Table.Level });
        await CallAll(task, CallbackKind.InvalidateHugepage, pmd.Extent);
    }

    internal async Step ChangePte(KernelTask task, VirtualAddress address, PageEntry entry)
    {
        await task.Point();
        task.Emit(new PteChangeNotified { Mm = mm.Id, Address = address, New = entry });
        if (registered == 0) return;
        task.Machine.NotifierLists.Enter(task);
        foreach (var driver in drivers)
        {
            var isFallback = protocol.Is(ChangePteFallback.InvalidatePage) && !driver.Traits.HasFlag(DriverTraits.ChangePte);
            await driver.Call(task, isFallback ? CallbackKind.InvalidatePage : CallbackKind.ChangePte, PageAt(address));
        }

        task.Machine.NotifierLists.Leave(task);
    }

    /// <summary>Asks and clears the accessed bits of the drivers; true if one was set.</summary>
    internal async Step<bool> ClearFlushYoung(KernelTask task, AddressRange range, bool youngHere)
    {
        await task.Point();
        var young = await CallAll(task, CallbackKind.ClearFlushYoung, range) | youngHere;
        task.Emit(new AgeingNotified { Mm = mm.Id, Start = range.Start, End = range.End, Which = Ageing.ClearFlushYoung, Young = young });
        return young;
    }

    internal void Reset()
    {
        registered = 0;
        HasNotifiers = false;
        listLock.Reset();
        foreach (var driver in drivers) driver.Reset();
    }

    // True if a driver answers young.
    private async Step<bool> CallAll(KernelTask task, CallbackKind callback, AddressRange range, RangeId bracket = default)
    {
        if (registered == 0) return false;
        var young = false;
        task.Machine.NotifierLists.Enter(task);
        foreach (var driver in drivers) young |= await driver.Call(task, callback, range, bracket);
        task.Machine.NotifierLists.Leave(task);
        return young;
    }

    // It may be gone: an exit and an unregister meet.
    private void Remove(SecondaryMmu driver)
    {
        if (!driver.IsRegistered) return;
        driver.Unregister();
        registered--;
    }

    private static AddressRange PageAt(VirtualAddress address) => AddressRange.Of(address.AlignDown(PageSize.Small), PageSize.Small);
}
