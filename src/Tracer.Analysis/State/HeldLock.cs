namespace Tracer.Analysis.State;

/// <summary>A lock or atomic section that a task was in when a finding was made.</summary>
/// <param name="Acquired">The event that took it: <see cref="LockAcquired"/> or <see cref="AtomicEntered"/>.</param>
public readonly record struct HeldLock(VmEvent Acquired);
