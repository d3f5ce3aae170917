namespace Tracer.Engine;

/// <summary>Whether there is MADV_FREE.</summary>
internal enum LazyFree
{
    Absent,

    /// <summary>Since 4.5.</summary>
    Present,
}
