using Tracer.Engine.Protocols;

namespace Tracer.Engine.Protocols.Choices;

// What drivers do.

[Choice("what a driver with range_start and no range_end does against mapping an old page again")]
internal enum StartOnlyGuard
{
    None,

    /// <summary>It takes range_end too, counts open ranges and moves a sequence.</summary>
    Count,

    /// <summary>It holds a reference to what it maps until it unmaps it.</summary>
    PageReferences,

    /// <summary>It unmaps again in invalidate_range, under the page-table lock.</summary>
    InvalidateRange,
}

[Choice("from which callback KVM learns that the page of the interrupt controller has moved")]
internal enum ApicReload
{
    /// <summary>From invalidate_page (to 4.12).</summary>
    InvalidatePage,

    /// <summary>Not at all (4.13 and 4.14).</summary>
    Never,

    /// <summary>From range_start (since 4.15). That it may be reloaded before the entry has changed, as until 5.8, is left out.</summary>
    RangeStart,
}
