using Tracer.Engine.Drivers;
using Tracer.Engine.Faults;
using Tracer.Engine.Locks;
using Tracer.Engine.Protocols;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Notifiers;

/// <summary>The mmu_notifier wrappers of the core for one address space. They are called, and recorded, with or without a driver.</summary>
internal sealed class NotifierChain
{
    private static readonly KernelFunction mmu_notifier_register = new(nameof(mmu_notifier_register));
    private static readonly KernelFunction mmu_notifier_unregister = new(nameof(mmu_notifier_unregister));
    private static readonly KernelFunction mmu_notifier_release = new(nameof(mmu_notifier_release));
    private readonly MmId mm;
    private readonly KernelLock mmapLock;
    private readonly KernelLock listLock;
    private readonly NotifierLists lists;
    private readonly Protocol protocol;
    private readonly List<MmuNotifier> drivers = [];
    private int registered;

    internal NotifierChain(MmId mm, KernelLock mmapLock, KernelLock listLock, NotifierLists lists)
    {
        this.mm = mm;
        this.mmapLock = mmapLock;
        this.listLock = listLock;
        this.lists = lists;
        protocol = lists.Kernel.Protocol;
    }

    internal IReadOnlyList<MmuNotifier> Drivers => drivers;

    /// <summary>mm_has_notifiers: true from the first registration on, for the list stays until the address space goes.</summary>
    internal bool HasNotifiers { get; private set; }

    // Under RCU no callback may sleep, so nobody expects a wrapper to.
    private bool MaySleep => protocol.Is(NotifierList.Srcu);

    /// <summary>Adds a driver before the run; the run itself registers it by <see cref="Register"/>.</summary>
    internal void Attach(MmuNotifier driver) => drivers.Add(driver);

    internal async Step Register(ScheduledTask task)
    {
        foreach (var driver in drivers)
        {
            using var _ = task.In(mmu_notifier_register);
            await mmapLock.Acquire(task, lists.Kernel.Has(LockFaults.RegisterShared) ? LockMode.Shared : LockMode.Exclusive);
            registered++;
            HasNotifiers = true;
            driver.Register(task);
            await mmapLock.Release(task);
        }
    }

    /// <summary>mmu_notifier_unregister: once it returns, no callback of the driver runs any more.</summary>
    internal async Step Unregister(ScheduledTask task, MmuNotifier driver)
    {
        using var _ = task.In(mmu_notifier_unregister);
        if (driver.IsRegistered)
        {
            lists.Walks.Enter(task);
            await driver.Call(task, CallbackKind.Release, AddressRange.Everything);
            lists.Walks.Leave(task);
            await listLock.Acquire(task);
            Remove(driver);
            await listLock.Release(task);
        }

        await lists.Walks.Synchronize(task);
        task.Emit(new NotifierUnregistered { Mm = mm, Driver = driver.Id });
    }

    /// <summary>mmu_notifier_release: the address space goes, so every driver lets go of it; once it returns, no callback runs any more.</summary>
    internal async Step Release(ScheduledTask task)
    {
        using var _ = task.In(mmu_notifier_release);
        await task.Point();
        task.Emit(new ReleaseEntered { Mm = mm });
        if (registered > 0)
        {
            await CallAll(task, CallbackKind.Release, AddressRange.Everything);
            await listLock.Acquire(task);
            foreach (var driver in drivers) Remove(driver);
            await listLock.Release(task);
        }

        // Also for a driver that is unregistering itself: its release may still run.
        if (drivers.Count > 0) await lists.Walks.Synchronize(task);
        task.Emit(new ReleaseReturned { Mm = mm });
    }

    internal async Step<NotifiedRange> RangeStart(ScheduledTask task, AddressRange range)
    {
        await task.Point();
        var bracket = new NotifiedRange(lists.NextRange(), range);
        if (MaySleep) task.Emit(new MightSleep { Reason = SleepReason.RangeStart });
        task.Emit(new RangeStartEntered { Mm = mm, Start = range.Start, End = range.End, Range = bracket.Id, Event = NotifierEvent.NotTold, Blockable = MaySleep });
        await CallAll(task, CallbackKind.RangeStart, range, bracket.Id);
        task.Emit(new RangeStartReturned { Mm = mm, Start = range.Start, End = range.End, Range = bracket.Id, Event = NotifierEvent.NotTold, Blockable = MaySleep });
        return bracket;
    }

    internal async Step RangeEnd(ScheduledTask task, NotifiedRange bracket)
    {
        if (lists.Kernel.Has(BracketFaults.SkipRangeEnd)) return;
        await task.Point();
        var (id, range) = bracket;
        var invalidates = protocol.Is(InvalidateRangeCallback.Exists) && protocol.Is(Protocols.Choices.RangeEnd.InvalidatesRange);
        var isOnlyEnd = protocol.Is(InvalidateRangeCallback.Exists) && !invalidates;
        if (MaySleep) task.Emit(new MightSleep { Reason = SleepReason.RangeEnd });
        task.Emit(new RangeEndEntered { Mm = mm, Start = range.Start, End = range.End, Range = id, Event = NotifierEvent.NotTold, Blockable = MaySleep, OnlyEnd = isOnlyEnd });
        if (invalidates) task.Emit(new RangeInvalidated { Mm = mm, Start = range.Start, End = range.End, Source = InvalidationSource.RangeEnd });
        if (registered > 0)
        {
            lists.Walks.Enter(task);
            foreach (var driver in drivers)
            {
                if (invalidates) await driver.Call(task, CallbackKind.InvalidateRange, range, id);
                await driver.Call(task, CallbackKind.RangeEnd, range, id);
            }

            lists.Walks.Leave(task);
        }

        task.Emit(new RangeEndReturned { Mm = mm, Start = range.Start, End = range.End, Range = id, Event = NotifierEvent.NotTold, Blockable = MaySleep });
    }

    /// <summary>Nothing in a kernel that has no such callback yet.</summary>
    internal async Step InvalidateRange(ScheduledTask task, AddressRange range, InvalidationSource source = InvalidationSource.Explicit)
    {
        if (protocol.Is(InvalidateRangeCallback.Absent)) return;
        await task.Point();
        task.Emit(new RangeInvalidated { Mm = mm, Start = range.Start, End = range.End, Source = source });
        await CallAll(task, CallbackKind.InvalidateRange, range);
    }

    internal async Step InvalidatePage(ScheduledTask task, VirtualAddress address)
    {
        await task.Point();
        task.Emit(new PageInvalidated { Mm = mm, Address = address });
        await CallAll(task, CallbackKind.InvalidatePage, PageAt(address));
    }

    /// <summary>As proposed in 2010: one call for all of a huge entry, which every driver has to take.</summary>
    internal async Step InvalidateHugepage(ScheduledTask task, AddressRange entry)
    {
        await task.Point();
        task.Emit(new PageInvalidated { Mm = mm, Address = entry.Start, Level = TableLevel.Pmd });
        await CallAll(task, CallbackKind.InvalidateHugepage, entry);
    }

    internal async Step ChangePte(ScheduledTask task, VirtualAddress address, PageEntry entry)
    {
        await task.Point();
        task.Emit(new PteChangeNotified { Mm = mm, Address = address, New = entry });
        if (registered == 0) return;
        lists.Walks.Enter(task);
        foreach (var driver in drivers)
        {
            var isFallback = protocol.Is(ChangePteFallback.InvalidatePage) && !driver.Traits.HasFlag(DriverTraits.ChangePte);
            await driver.Call(task, isFallback ? CallbackKind.InvalidatePage : CallbackKind.ChangePte, PageAt(address));
        }

        lists.Walks.Leave(task);
    }

    /// <summary>Asks and clears the accessed bits of the drivers; true if one was set.</summary>
    internal async Step<bool> ClearFlushYoung(ScheduledTask task, AddressRange range, bool youngHere)
    {
        await task.Point();
        var young = await CallAll(task, CallbackKind.ClearFlushYoung, range) | youngHere;
        task.Emit(new AgeingNotified { Mm = mm, Start = range.Start, End = range.End, Which = Ageing.ClearFlushYoung, Young = young });
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
    private async Step<bool> CallAll(ScheduledTask task, CallbackKind callback, AddressRange range, RangeId bracket = default)
    {
        if (registered == 0) return false;
        var young = false;
        lists.Walks.Enter(task);
        foreach (var driver in drivers) young |= await driver.Call(task, callback, range, bracket);
        lists.Walks.Leave(task);
        return young;
    }

    // It may be gone: an exit and an unregister meet.
    private void Remove(MmuNotifier driver)
    {
        if (!driver.IsRegistered) return;
        driver.Unregister();
        registered--;
    }

    private static AddressRange PageAt(VirtualAddress address) => AddressRange.Of(address.AlignDown(PageSize.Small), PageSize.Small);
}
