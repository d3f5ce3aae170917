namespace Tracer.Engine;

/// <summary>Whether others flush what reclaim left pending before they trust an entry that is gone.</summary>
internal enum PendingFlush
{
    Ignored,

    /// <summary>Since 4.13.</summary>
    Flushed,
}
