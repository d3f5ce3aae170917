namespace Tracer.Analysis.Explaining;

/// <summary>Says what an event is in one short clause of the kernel's vocabulary, such as <c>clears PTE 0x7f1526610000 in try_to_unmap_one</c>.</summary>
public sealed partial class EventWords(Names names)
{
    /// <summary>The clause; its subject is the event's task, its place the function where the source names one.</summary>
    public string Describe(in VmEvent e) =>
        names.PlaceOf(e.Header.Function) is { } place ? $"{Clause(in e)} in {place}" : Clause(in e);

    /// <summary>The same, and of an entry that is stored its bits before and after.</summary>
    public string InFull(in VmEvent e) => e.Header.Kind == EventKind.PteChanged
        ? $"{Describe(in e)}: {EntryWords.Change(e.As<PteChanged>().Old, e.As<PteChanged>().New)}" : Describe(in e);

    /// <summary>The same without the function.</summary>
    public string Clause(in VmEvent e) => e.Header.Kind switch
    {
        EventKind.RunStarted => Say(in e.As<RunStarted>()),
        EventKind.RunEnded => Say(in e.As<RunEnded>()),
        EventKind.Named => Say(in e.As<Named>()),
        EventKind.EventsLost => Say(in e.As<EventsLost>()),
        EventKind.Decision => Say(in e.As<Decision>()),
        EventKind.Noted => Say(in e.As<Noted>()),
        EventKind.SyscallArguments => $"with the arguments {SyscallWords.Arguments("", e.As<SyscallArguments>().From, e.As<SyscallArguments>().Told)}",
        EventKind.SyscallReturned => $"with the result {SyscallWords.Result(null, e.As<SyscallReturned>().Result)}",
        EventKind.OperationBegan => Say(in e.As<OperationBegan>()),
        EventKind.OperationEnded => Say(in e.As<OperationEnded>()),
        EventKind.TaskSwitched => Say(in e.As<TaskSwitched>()),
        EventKind.TaskExited => $"exits{Of(e.As<TaskExited>().Mm)}",
        EventKind.MightSleep => Say(in e.As<MightSleep>()),
        EventKind.AtomicEntered => $"enters {Section(e.As<AtomicEntered>().Section)}",
        EventKind.AtomicLeft => $"leaves {Section(e.As<AtomicLeft>().Section)}",
        EventKind.LockAcquired => Say(in e.As<LockAcquired>()),
        EventKind.LockReleased => Say(in e.As<LockReleased>()),
        EventKind.RangeStartEntered => Say(in e.As<RangeStartEntered>()),
        EventKind.RangeStartReturned => Say(in e.As<RangeStartReturned>()),
        EventKind.RangeEndEntered => Say(in e.As<RangeEndEntered>()),
        EventKind.RangeEndReturned => Say(in e.As<RangeEndReturned>()),
        EventKind.RangeInvalidated => Say(in e.As<RangeInvalidated>()),
        EventKind.PageInvalidated => Say(in e.As<PageInvalidated>()),
        EventKind.PteChangeNotified => Say(in e.As<PteChangeNotified>()),
        EventKind.AgeingNotified => Say(in e.As<AgeingNotified>()),
        EventKind.NotifierRegistered => Say(in e.As<NotifierRegistered>()),
        EventKind.NotifierUnregistered => $"unregisters {names.Of(e.As<NotifierUnregistered>().Driver)} from mm {names.Of(e.As<NotifierUnregistered>().Mm)}",
        EventKind.ReleaseEntered => $"release{Of(e.As<ReleaseEntered>().Mm)} called",
        EventKind.ReleaseReturned => $"release{Of(e.As<ReleaseReturned>().Mm)} returned",
        EventKind.CallbackEntered => Say(in e.As<CallbackEntered>()),
        EventKind.CallbackReturned => Say(in e.As<CallbackReturned>()),
        EventKind.PteChanged => Say(in e.As<PteChanged>()),
        EventKind.PteRead => Say(in e.As<PteRead>()),
        EventKind.TableObserved => Say(in e.As<TableObserved>()),
        EventKind.TablePublished => $"publishes {Table(e.As<TablePublished>().Table, e.As<TablePublished>().Level)}{Of(e.As<TablePublished>().Mm)}",
        EventKind.TableDetached => $"detaches {Table(e.As<TableDetached>().Table, e.As<TableDetached>().Level)}{Of(e.As<TableDetached>().Mm)}",
        EventKind.TableFreed => $"frees {Table(e.As<TableFreed>().Table, e.As<TableFreed>().Level)}{Of(e.As<TableFreed>().Mm)}",
        EventKind.TlbFlushed => Say(in e.As<TlbFlushed>()),
        EventKind.GatherBegan => $"begins a gather{Of(e.As<GatherBegan>().Mm)} {new AddressRange(e.As<GatherBegan>().Start, e.As<GatherBegan>().End)}",
        EventKind.GatherFinished => $"finishes the gather{Of(e.As<GatherFinished>().Mm)} {new AddressRange(e.As<GatherFinished>().Start, e.As<GatherFinished>().End)}",
        EventKind.PageAllocated => Say(in e.As<PageAllocated>()),
        EventKind.PageReferenced => $"takes a reference to pfn {e.As<PageReferenced>().Pfn}, now {e.As<PageReferenced>().References}",
        EventKind.PageReleased => $"drops a reference to pfn {e.As<PageReleased>().Pfn}, now {e.As<PageReleased>().References}",
        EventKind.PageFreed => Say(in e.As<PageFreed>()),
        EventKind.SecondaryMapped => Say(in e.As<SecondaryMapped>()),
        EventKind.SecondaryUnmapped => Say(in e.As<SecondaryUnmapped>()),
        EventKind.SecondaryAccessed => Say(in e.As<SecondaryAccessed>()),
        EventKind.SecondaryFaultBegan => Say(in e.As<SecondaryFaultBegan>()),
        EventKind.SecondaryFaultRetried => $"{names.Of(e.As<SecondaryFaultRetried>().Driver)} retries its fault on {e.As<SecondaryFaultRetried>().Address}",
        EventKind.SecondaryFaultEnded => Say(in e.As<SecondaryFaultEnded>()),
        EventKind.CpuAccessed => Say(in e.As<CpuAccessed>()),
        EventKind.InvalidationSampled => Say(in e.As<InvalidationSampled>()),
        EventKind.PageLookedUp => Say(in e.As<PageLookedUp>()),
        EventKind.RetryTested => Say(in e.As<RetryTested>()),
        EventKind.InvalidationCounted => Say(in e.As<InvalidationCounted>()),
        EventKind.SecondaryFlushed => $"{names.Of(e.As<SecondaryFlushed>().Driver)}'s device has flushed {e.As<SecondaryFlushed>().Extent}",
        EventKind.SecondaryBound => Say(in e.As<SecondaryBound>()),
        EventKind.SecondaryLayoutChanged => $"{names.Of(e.As<SecondaryLayoutChanged>().Driver)} changes its memory slot {e.As<SecondaryLayoutChanged>().Extent}",
        EventKind.VmaChanged => Say(in e.As<VmaChanged>()),
        EventKind.DirtyTransferred => Say(in e.As<DirtyTransferred>()),
        _ => $"event of unknown kind {(int)e.Header.Kind}",
    };

    // " mm 3", or nothing where the source does not tell.
    private string Of(MmId mm) => mm.Value == 0 ? "" : $" mm {names.Of(mm)}";

    private static string If(bool condition, string text) => condition ? text : "";
}
