using Tracer.Traces.Ftrace.Probes;
using Means = Tracer.Traces.Ftrace.Probes.ProbeMeaning;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>The handling of every meaning, a row each. Of the probes that show a kind, those of the first row are the first to be advised.</summary>
internal static class Handlings
{
    private static readonly FieldSet ALock = FieldSet.Of(Field.Lock);
    private static readonly FieldSet AnMm = FieldSet.Of(Field.Mm);
    private static readonly FieldSet AnExtent = FieldSet.Of(Field.Mm, Field.Start, Field.End);

    private static readonly Handling[] Rows =
    [
        // Locks.
        new(Means.SleepPoint, static (t, hit, _) => t.Locks.Sleep(SleepReason.CondResched, default, hit), EventKind.MightSleep) { MayBeDrivers = true },
        new(Means.SpinCalled, static (t, hit, task) => t.Locks.SpinCalled(hit, task), EventKind.LockAcquired) { MayBeDrivers = true, Requires = ALock },
        new(Means.SpinReturned, static (t, hit, task) => t.Locks.SpinReturned(hit, task), EventKind.LockAcquired) { MayBeDrivers = true },
        new(Means.SpinReleased, static (t, hit, task) => t.Locks.SpinReleased(hit, task), EventKind.LockReleased) { MayBeDrivers = true, Requires = ALock },
        new(Means.TrylockCalled, static (t, hit, task) => t.Locks.TrylockCalled(hit, task)) { MayBeDrivers = true, Requires = ALock },
        new(Means.TrylockReturned, static (t, hit, task) => t.Locks.TrylockReturned(hit, task), EventKind.LockAcquired) { MayBeDrivers = true, Requires = FieldSet.Of(Field.Result) },
        new(Means.RwSpinAcquired, static (t, hit, task) => t.Locks.RwSpinAcquired(hit, task), EventKind.LockAcquired) { MayBeDrivers = true, Requires = ALock },
        new(Means.RwSpinReleased, static (t, hit, task) => t.Locks.RwSpinReleased(hit, task), EventKind.LockReleased) { MayBeDrivers = true, Requires = ALock },
        new(Means.SleeperAcquired, static (t, hit, task) => t.Locks.SleeperAcquired(hit, task), EventKind.LockAcquired, EventKind.MightSleep) { MayBeDrivers = true, Requires = ALock },
        new(Means.SleeperTried, static (t, hit, task) => t.Locks.SleeperTried(hit, task)) { MayBeDrivers = true, Requires = ALock },
        new(Means.SleeperReleased, static (t, hit, task) => t.SleeperReleased(hit, task), EventKind.LockReleased) { MayBeDrivers = true, Requires = ALock },
        new(Means.SleeperDowngraded, static (t, hit, task) => t.Locks.SleeperDowngraded(hit, task), EventKind.LockReleased, EventKind.LockAcquired) { MayBeDrivers = true, Requires = ALock },
        new(Means.MmapLockStarted, static (t, hit, task) => t.Locks.MmapLockStarted(hit, task)) { Requires = AnMm },
        new(Means.MmapLockReturned, static (t, hit, task) => t.MmapLockReturned(hit, task), EventKind.LockAcquired) { Requires = AnMm },
        new(Means.MmapLockReleased, static (t, hit, task) => t.MmapLockReleased(hit, task), EventKind.LockReleased) { IsPastFlush = true, Requires = AnMm },
        new(Means.SrcuEntered, static (t, hit, task) => t.Locks.SrcuEntered(hit, task), EventKind.AtomicEntered) { MayBeDrivers = true, Requires = ALock },
        new(Means.SrcuLeft, static (t, hit, task) => t.Locks.SrcuLeft(hit, task), EventKind.AtomicLeft) { MayBeDrivers = true, Requires = ALock },
        new(Means.LockdepAcquired, static (t, hit, task) => t.Lockdep.Acquired(hit, task), EventKind.LockAcquired) { MayBeDrivers = true, Requires = ALock },
        new(Means.LockdepContended, static (t, hit, task) => t.Lockdep.Contended(hit, task), EventKind.MightSleep) { MayBeDrivers = true, Requires = ALock },
        new(Means.LockdepReleased, static (t, hit, task) => t.Lockdep.Released(hit, task), EventKind.LockReleased) { MayBeDrivers = true, Requires = ALock },

        // Tasks.
        new(Means.SyscallEntered, static (t, hit, task) => t.Tasks.SyscallEntered(hit, task), EventKind.OperationBegan) { IsPastFlush = true },
        new(Means.SyscallLeft, static (t, hit, task) => t.Tasks.SyscallLeft(hit, task), EventKind.OperationEnded) { IsPastFlush = true },
        new(Means.UserFault, static (t, hit, task) => t.Tasks.UserFault(hit, task), EventKind.OperationBegan) { IsPastFlush = true },
        new(Means.Switched, static (t, hit, _) => t.Tasks.Switched(hit), EventKind.TaskSwitched) { MayBeDrivers = true },
        new(Means.Exited, static (t, hit, task) => t.Tasks.Exited(hit, task), EventKind.TaskExited) { IsPastFlush = true },

        // Functions that tell where their inner events happen.
        new(Means.FunctionEntered, static (t, hit, task) => t.FunctionEntered(hit, task)) { IsPastFlush = true },
        new(Means.FunctionLeft, static (t, hit, task) => t.FunctionLeft(hit, task)),

        // Notifier calls of the core.
        new(Means.RangeStartEntered, static (t, hit, task) => t.Notifiers.RangeStartEntered(hit, task), EventKind.RangeStartEntered) { IsPastFlush = true, Requires = AnExtent },
        new(Means.RangeStartReturned, static (t, hit, task) => t.Notifiers.RangeStartReturned(hit, task), EventKind.RangeStartReturned),
        new(Means.RangeEndEntered, static (t, hit, task) => t.Notifiers.RangeEndEntered(hit, task), EventKind.RangeEndEntered) { Requires = AnExtent },
        new(Means.RangeEndReturned, static (t, hit, task) => t.Notifiers.RangeEndReturned(hit, task), EventKind.RangeEndReturned),
        new(Means.RangeInvalidated, static (t, hit, task) => t.Notifiers.RangeInvalidated(hit, task), EventKind.RangeInvalidated) { Requires = AnExtent },
        new(Means.PteChangeNotified, static (t, hit, _) => t.Notifiers.PteChangeNotified(hit), EventKind.PteChangeNotified) { Requires = FieldSet.Of(Field.Mm, Field.Address) },
        new(Means.Aged, static (t, hit, _) => t.Notifiers.Aged(hit), EventKind.AgeingNotified) { Requires = AnMm },
        new(Means.ReleaseEntered, static (t, hit, task) => t.Notifiers.ReleaseEntered(hit, task), EventKind.ReleaseEntered) { Requires = AnMm },
        new(Means.ReleaseReturned, static (t, hit, task) => t.Notifiers.ReleaseReturned(hit, task), EventKind.ReleaseReturned),
        new(Means.RegisterEntered, static (t, hit, task) => t.Notifiers.RegisterEntered(hit, task), EventKind.NotifierRegistered) { Requires = FieldSet.Of(Field.Mn, Field.Mm) },
        new(Means.RegisterReturned, static (t, hit, task) => t.Notifiers.RegisterReturned(hit, task), EventKind.NotifierRegistered),
        new(Means.Unregistered, static (t, hit, _) => t.Notifiers.Unregistered(hit), EventKind.NotifierUnregistered) { Requires = FieldSet.Of(Field.Mn) },

        // Callbacks of a driver; many have no return probe, and are over when their task goes on.
        new(Means.CallbackReturned, static (t, hit, task) => t.Callbacks.Returned(hit, task), EventKind.CallbackReturned),
        new(Means.CallbackEntered, static (t, hit, task) => t.Callbacks.Entered(hit, task), EventKind.CallbackEntered) { Requires = FieldSet.Of(Field.Mn) },

        // The secondary MMU of a driver.
        new(Means.GuestMemoryTold, static (t, hit, task) => t.Secondary.GuestMemoryTold(hit, task)) { MayBeDrivers = true },
        new(Means.SecondaryEntryStored, static (t, hit, _) => t.Secondary.Stored(hit, t.Callbacks.Kvm(in hit.Header)), EventKind.SecondaryMapped, EventKind.SecondaryUnmapped) { MayBeDrivers = true },
        new(Means.GuestFaulted, static (_, hit, task) => task.GuestFault = hit[Field.GuestAddress]) { MayBeDrivers = true },
        new(Means.RetryTested, static (t, hit, task) => t.Secondary.Tested(hit, task, t.Callbacks.Kvm(in hit.Header)), EventKind.RetryTested)
        {
            MayBeDrivers = true,
            Requires = FieldSet.Of(Field.Result),
        },
        new(Means.InvalidationCounted, static (t, hit, _) => t.Secondary.Counted(hit, t.Callbacks.Kvm(in hit.Header)), EventKind.InvalidationCounted) { MayBeDrivers = true },

        // Page tables.
        new(Means.EntryClearCalled, static (t, hit, task) => t.Entries.ClearCalled(hit, task), EventKind.PteChanged),
        new(Means.EntryStored, static (t, hit, task) => t.Entries.Stored(hit, task), EventKind.PteChanged, EventKind.TablePublished, EventKind.TableDetached)
        {
            IsPastFlush = true,
            Requires = FieldSet.Of(Field.PtePointer),
        },
        new(Means.EntryShown, static (_, _, _) => { }, EventKind.TableObserved),
        new(Means.TlbFlushed, static (t, hit, _) => t.Tlb.Flushed(hit), EventKind.TlbFlushed) { Requires = AnMm },
        new(Means.BatchFlushed, static (t, hit, _) => t.Tlb.BatchFlushed(hit), EventKind.TlbFlushed),
        new(Means.GatherBegan, static (t, hit, task) => t.Tlb.GatherBegan(hit, task), EventKind.GatherBegan) { IsPastFlush = true },
        new(Means.GatherFlushed, static (_, hit, task) => TlbProbes.GatherFlushed(hit, task)),
        new(Means.GatherFinished, static (t, hit, task) => t.Tlb.GatherFinished(hit, task), EventKind.GatherFinished),
        new(Means.TableQueued, static (t, hit, task) => t.Tlb.TableQueued(hit, task), EventKind.TableFreed) { Requires = FieldSet.Of(Field.Page) },

        // Pages.
        new(Means.PageFreed, static (t, hit, _) => t.Frames.Freed(hit), EventKind.PageFreed) { MayBeDrivers = true, Requires = FieldSet.Of(Field.Pfn) },
    ];

    private static readonly Handling?[] ByMeaning = Index();

    public static IReadOnlyList<Handling> All => Rows;

    /// <summary>A meaning without a row is an index out of range at the first hit, and a failing test before that.</summary>
    public static Handling Of(Means meaning) => ByMeaning[(int)meaning]!;

    private static Handling?[] Index()
    {
        var byMeaning = new Handling?[Enum.GetValues<Means>().Length];
        foreach (var row in Rows) byMeaning[(int)row.Meaning] = row;
        return byMeaning;
    }
}
