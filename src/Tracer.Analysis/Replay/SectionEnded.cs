using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>A page-table lock is given back: the section under it is whole.</summary>
/// <param name="Section">What happened under it.</param>
/// <param name="Acquired">The event that took the lock.</param>
/// <param name="Released">The event that gives it back.</param>
public readonly record struct SectionEnded(TableSection Section, VmEvent Acquired, VmEvent Released);
