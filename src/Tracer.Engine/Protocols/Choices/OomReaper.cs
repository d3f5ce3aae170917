namespace Tracer.Engine;

/// <summary>How the memory of a killed process is taken while it still runs.</summary>
internal enum OomReaper
{
    Absent,

    /// <summary>Nobody is told (4.6 to 4.12).</summary>
    Unnotified,

    /// <summary>An address space that somebody watches is left alone (4.13 to 4.18).</summary>
    SkipsNotified,
}
