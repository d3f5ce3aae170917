namespace Tracer.Engine;

/// <summary>How KVM learns that the page of the interrupt controller has moved.</summary>
internal enum ApicReload
{
    /// <summary>From invalidate_page (to 4.12).</summary>
    InvalidatePage,

    /// <summary>Not at all (4.13 and 4.14).</summary>
    Never,

    /// <summary>From range_start (since 4.15). That it may be reloaded before the entry has changed, as until 5.8, is left out.</summary>
    RangeStart,
}
