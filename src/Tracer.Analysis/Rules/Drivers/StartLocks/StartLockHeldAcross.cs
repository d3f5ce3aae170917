using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.StartLocks;

/// <summary>A driver's lock that start callbacks take was held while its holder waited for what a caller of range_start may hold.</summary>
/// <param name="Wait">The wait: for mmap_lock, for memory, for a page fault, or a range_start of its own.</param>
/// <param name="Acquired">The event that took the lock before it.</param>
/// <param name="TakenInStart">The event that took it in a start callback.</param>
/// <param name="Context">What the holder held.</param>
public readonly record struct StartLockHeldAcross(VmEvent Wait, VmEvent Acquired, VmEvent TakenInStart, TaskContext Context);
