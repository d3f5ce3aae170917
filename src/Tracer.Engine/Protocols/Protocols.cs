namespace Tracer.Engine;

/// <summary>A protocol as <c>list</c> shows it.</summary>
/// <param name="Name">As <c>--protocol</c> takes it: a kernel version or a commit.</param>
/// <param name="Summary">How that kernel notifies, in a sentence.</param>
/// <param name="Choices">The choices that apply to it and what they are there.</param>
public sealed record ProtocolInfo(string Name, string Summary, IReadOnlyList<KeyValuePair<string, string>> Choices);

/// <summary>The kernels that can be simulated, each as it was, its bugs included.</summary>
public static class Protocols
{
    private static readonly Protocol[] Known =
    [
        Of("4.10", "invalidate_page after the page-table lock is dropped: callbacks may sleep, and stale pages are possible (3.7 to 4.10)",
            RmapNotification.Page, PagePlace.AfterUnlock, default, default, default, default, PageCallback.Exists, PendingFlush.Ignored),
        Of("4.12", "invalidate_page under the page-table lock: no stale page, but callbacks may not sleep (4.11 to 4.12)",
            RmapNotification.Page, PagePlace.UnderLock, default, default, default, default, PageCallback.Exists, PendingFlush.Ignored),
        Of("aac2fea9", "one invalidate_range after the loop, its length in pages, its base as handed in (4.13-rc, reverted)",
            RmapNotification.Range, default, RangeApi.InvalidateRange, RangeLength.Pages, RangeBase.Unaligned, RangeInvalidation.None, PageCallback.Exists, PendingFlush.Flushed),
        Of("785373b4", "the revert of aac2fea9: invalidate_page under the page-table lock again (4.13-rc)",
            RmapNotification.Page, PagePlace.UnderLock, default, default, default, default, PageCallback.Exists, PendingFlush.Flushed),
        Of("4.14", "range_start before the loop, invalidate_range for each entry under the lock, range_end after (4.13 and 4.14)",
            RmapNotification.Range, default, RangeApi.StartEnd, RangeLength.Bytes, RangeBase.Unaligned, RangeInvalidation.UnderLock, PageCallback.Gone, PendingFlush.Flushed),
    ];

    /// <summary>All protocols, as <c>list</c> shows them.</summary>
    public static IReadOnlyList<ProtocolInfo> All { get; } =
        [.. Known.Select(protocol => new ProtocolInfo(protocol.Name, protocol.Summary, [.. protocol.InForce]))];

    internal static Protocol Find(string name) => Catalogue.Find("protocol", name, Known, protocol => protocol.Name);

    internal static IReadOnlyList<string> WhereApplies(IChoice choice) =>
        [.. Known.Where(choice.AppliesTo).Select(protocol => protocol.Name)];

    private static Protocol Of(
        string name, string summary, RmapNotification notify, PagePlace place, RangeApi api, RangeLength length, RangeBase start,
        RangeInvalidation invalidation, PageCallback page, PendingFlush pending) =>
        new(name, summary,
            (Choices.RmapNotify, (int)notify), (Choices.RmapPagePlace, (int)place), (Choices.RmapRangeApi, (int)api),
            (Choices.RmapRangeLength, (int)length), (Choices.RmapRangeBase, (int)start), (Choices.RmapInvalidateRange, (int)invalidation),
            (Choices.RmapWalkAddress, (int)WalkAddress.Head), (Choices.InvalidatePage, (int)page), (Choices.FlushBatchedPending, (int)pending));
}
