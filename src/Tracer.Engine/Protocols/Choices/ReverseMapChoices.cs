using Tracer.Engine.Memory;
using Tracer.Engine.Protocols;

namespace Tracer.Engine.Protocols.Choices;

// What the reverse-map paths, reclaim and writeback, announce and how they compute it.

[Choice("what the reverse-map paths call: invalidate_page for each entry, or a call for the whole range")]
internal enum RmapNotify
{
    /// <summary>invalidate_page for each entry.</summary>
    Page,

    /// <summary>A call for the whole range.</summary>
    Range,
}

[Choice("where invalidate_page is called: under the page-table lock, or after it is dropped", Where = RmapNotify.Page)]
internal enum RmapPagePlace
{
    /// <summary>With the page-table lock held.</summary>
    UnderLock,

    /// <summary>After it is dropped (3.7 to 4.10).</summary>
    AfterUnlock,
}

[Choice("how the range is notified: by one invalidate_range after the loop, or by range_start before it and range_end after it", Where = RmapNotify.Range)]
internal enum RmapRangeApi
{
    /// <summary>One invalidate_range after the loop.</summary>
    InvalidateRange,

    /// <summary>range_start before it and range_end after.</summary>
    StartEnd,
}

[Choice("the unit of the range's length: the number of pages taken for a number of bytes, or bytes", Where = RmapNotify.Range)]
internal enum RmapRangeLength
{
    /// <summary>The number of pages, taken for bytes.</summary>
    Pages,
    Bytes,
}

[Choice("where the range begins: at the address that the reverse map hands in, or at the beginning of the page it lies in", Where = RmapNotify.Range)]
internal enum RmapRangeBase
{
    /// <summary>At the address that the reverse map hands in.</summary>
    Unaligned,

    /// <summary>At the beginning of the page that it lies in.</summary>
    Aligned,
}

[Choice("whether the range ends with the region at the latest", Where = RmapNotify.Range)]
internal enum RmapRangeEnd
{
    /// <summary>Wherever base and length lead.</summary>
    Unclamped,

    /// <summary>At the end of the region at the latest.</summary>
    Clamped,
}

[Choice("whether invalidate_range is called for each entry under the page-table lock", Where = RmapNotify.Range)]
internal enum RmapInvalidateRange
{
    None,
    UnderLock,
}

[Choice("which address the reverse map hands in: the beginning of the page, or one inside a huge page")]
internal enum RmapWalkAddress
{
    /// <summary>The beginning of the page.</summary>
    Head,

    /// <summary>One inside a huge page.</summary>
    Inside,
}

[Choice("what writeback of a DAX file calls for an entry: invalidate_page after the lock is dropped, or range_start and range_end around it")]
internal enum DaxNotify
{
    /// <summary>invalidate_page after the page-table lock is dropped, for one page even of a huge entry.</summary>
    Page,

    /// <summary>range_start before the lock is taken, range_end after (since 4.13).</summary>
    StartEnd,
}
