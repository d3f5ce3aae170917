using Tracer.Engine.Catalogues;
using Tracer.Engine.Protocols.Choices;

namespace Tracer.Engine.Protocols;

/// <summary>The kernels that can be simulated, each as it was, its bugs included: what it did differently from the one before.</summary>
public static class ProtocolCatalogue
{
    private static readonly Protocol Linux2634 = new("2.6.34",
        "the list is walked under RCU, the locks of the reverse map are spin locks, a gather turns preemption off: nothing may sleep");

    private static readonly Protocol Linux2639 = Linux2634.Then("2.6.39",
        "the same with transparent huge pages, which call range_start under the page-table lock")
        .With(HugePages.Anonymous);

    private static readonly Protocol Linux35 = Linux2639.Then("3.5",
        "the gather is preemptible and the locks of the reverse map are mutexes, but the list is still under RCU")
        .With(Gather.Preemptible).With(IMmapLock.Mutex).With(AnonVmaLock.Mutex);

    private static readonly Protocol Linux37 = Linux35.Then("3.7",
        "the list is under SRCU, so callbacks may sleep; invalidate_page comes after the page-table lock is dropped; change_pte comes first and inside a range")
        .With(NotifierList.Srcu).With(RmapPagePlace.AfterUnlock).With(HugeNotify.RangeAround)
        .With(ChangePteOrder.BeforeSet).With(ChangePteBracket.StartEnd).With(ChangePteFallback.Nothing);

    private static readonly Protocol Linux410 = Linux37.Then("4.10",
        "invalidate_page after the page-table lock is dropped: callbacks may sleep, and stale pages are possible; invalidate_range exists")
        .With(IMmapLock.RwSem).With(AnonVmaLock.RwSem).With(HugePages.Everywhere).With(InvalidateRangeCallback.Exists).With(RangeEnd.InvalidatesRange)
        .With(LazyFree.Present).With(ReclaimFlush.Batched).With(OomReaper.Unnotified);

    private static readonly Protocol Linux412 = Linux410.Then("4.12",
        "invalidate_page under the page-table lock: no stale page, but callbacks may not sleep (4.11 to 4.12)")
        .With(RmapPagePlace.UnderLock);

    private static readonly Protocol Aac2fea9 = Linux412.Then("aac2fea9",
        "one invalidate_range after the loop, its length in pages, its base as handed in (4.13-rc, reverted)")
        .With(RmapNotify.Range).With(PendingFlush.Flushed);

    private static readonly Protocol Revert785373b4 = Linux412.Then("785373b4",
        "the revert of aac2fea9: invalidate_page under the page-table lock again (4.13-rc)")
        .With(PendingFlush.Flushed);

    private static readonly Protocol Linux413 = Revert785373b4.Then("4.13",
        "range_start before the loop, invalidate_range for each entry under the lock, range_end after; invalidate_page is gone")
        .With(RmapNotify.Range).With(RmapRangeApi.StartEnd).With(RmapRangeLength.Bytes).With(RmapRangeEnd.Clamped).With(RmapInvalidateRange.UnderLock)
        .With(DaxNotify.StartEnd).With(InvalidatePageCallback.Gone).With(OomReaper.SkipsNotified).With(ApicReload.Never);

    private static readonly Protocol Linux414 = Linux413.Then("4.14", "what 4.13 does; MADV_DONTNEED flushes the CPUs before range_end")
        .With(ZapFlush.BeforeRangeEnd);

    private static readonly Protocol[] Known =
        [Linux2634, Linux2639, Linux35, Linux37, Linux410, Linux412, Aac2fea9, Revert785373b4, Linux413, Linux414];

    /// <summary>All protocols, oldest first, as <c>list</c> shows them.</summary>
    public static IReadOnlyList<ProtocolInfo> All { get; } =
        [.. Known.Select(protocol => new ProtocolInfo(protocol.Name, protocol.Summary, [.. protocol.InForce]))];

    internal static Protocol Find(string name) => Catalogue<Protocol>.Find("protocol", name, Known, protocol => protocol.Name);

    internal static IReadOnlyList<string> Where(Predicate<Protocol> holds) =>
        [.. Known.Where(protocol => holds(protocol)).Select(protocol => protocol.Name)];
}
