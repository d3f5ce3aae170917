namespace Tracer.Engine;

/// <summary>Every choice that a protocol is made of.</summary>
public static class Choices
{
    internal static readonly Choice<RmapNotification> RmapNotify = new(0, "rmap-notify",
        "what the reverse-map paths call: invalidate_page for each entry, or a call for the whole range");

    internal static readonly Choice<PagePlace> RmapPagePlace = new(1, "rmap-page-place",
        "where invalidate_page is called: after the page-table lock is dropped, or under it", RangeIsNotNotified);

    internal static readonly Choice<RangeApi> RmapRangeApi = new(2, "rmap-range-api",
        "how the range is notified: by one invalidate_range after the loop, or by range_start before it and range_end after it", RangeIsNotified);

    internal static readonly Choice<RangeLength> RmapRangeLength = new(3, "rmap-range-length",
        "the unit of the range's length: the number of pages taken for a number of bytes, or bytes", RangeIsNotified);

    internal static readonly Choice<RangeBase> RmapRangeBase = new(4, "rmap-range-base",
        "where the range begins: at the address that the reverse map hands in, or at the beginning of the page it lies in", RangeIsNotified);

    internal static readonly Choice<RangeInvalidation> RmapInvalidateRange = new(5, "rmap-invalidate-range",
        "whether invalidate_range is called for each entry under the page-table lock", RangeIsNotified);

    internal static readonly Choice<WalkAddress> RmapWalkAddress = new(6, "rmap-walk-address",
        "which address the reverse map hands in: the beginning of the page, or one inside a huge page");

    internal static readonly Choice<PageCallback> InvalidatePage = new(7, "invalidate-page",
        "whether drivers still have an invalidate_page callback");

    internal static readonly Choice<PendingFlush> FlushBatchedPending = new(8, "flush-batched-pending",
        "whether munmap and madvise flush what reclaim left pending before they trust an entry that is gone");

    /// <summary>All choices, as <c>list</c> shows them.</summary>
    public static IReadOnlyList<Choice> All => field ??=
        [.. Known.Select(choice => new Choice(choice.Name, choice.Summary, choice.Values, Protocols.WhereApplies(choice)))];

    internal static IReadOnlyList<IChoice> Known { get; } =
    [
        RmapNotify, RmapPagePlace, RmapRangeApi, RmapRangeLength, RmapRangeBase, RmapInvalidateRange, RmapWalkAddress, InvalidatePage, FlushBatchedPending,
    ];

    private static bool RangeIsNotified(Protocol protocol) => protocol.Get(RmapNotify) == RmapNotification.Range;

    private static bool RangeIsNotNotified(Protocol protocol) => protocol.Get(RmapNotify) == RmapNotification.Page;
}

internal enum RmapNotification
{
    Page,
    Range,
}

internal enum PagePlace
{
    AfterUnlock,
    UnderLock,
}

internal enum RangeApi
{
    InvalidateRange,
    StartEnd,
}

internal enum RangeLength
{
    Pages,
    Bytes,
}

internal enum RangeBase
{
    Unaligned,
    Aligned,
}

internal enum RangeInvalidation
{
    None,
    UnderLock,
}

internal enum WalkAddress
{
    Head,
    Inside,
}

internal enum PageCallback
{
    Exists,
    Gone,
}

internal enum PendingFlush
{
    Ignored,
    Flushed,
}
