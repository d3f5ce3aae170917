namespace Tracer.Engine;

/// <summary>What writeback of a DAX file calls for an entry.</summary>
internal enum DaxNotify
{
    /// <summary>invalidate_page after the page-table lock is dropped, for one page even of a huge entry.</summary>
    Page,

    /// <summary>range_start before the lock is taken, range_end after (since 4.13).</summary>
    StartEnd,
}
