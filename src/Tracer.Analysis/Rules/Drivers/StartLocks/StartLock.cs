namespace Tracer.Analysis.Rules.Drivers.StartLocks;

/// <summary>A lock of a driver or its device, as one that start callbacks may wait for.</summary>
internal record struct StartLock
{
    /// <summary>The event that took it first in a start callback, waiting for it; of kind None if none did.</summary>
    public VmEvent TakenInStart { get; set; }

    /// <summary>The first time that its holder waited for what a caller of range_start may hold, before any start callback was seen to take it; null if it never did.</summary>
    public StartLockHeldAcross? Across { get; set; }

    /// <summary>Sequence of the last such wait; 0 if there was none.</summary>
    public long LastAcross { get; set; }

    public readonly bool IsTakenInStart => TakenInStart.Header.Kind != EventKind.None;
}
