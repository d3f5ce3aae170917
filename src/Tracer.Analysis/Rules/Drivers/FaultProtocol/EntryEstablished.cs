using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>A driver sets an entry: what stands around it, and what its fault has done for it.</summary>
/// <param name="Mapped">The entry.</param>
/// <param name="Open">An open range of any task that touches it; null if there is none.</param>
/// <param name="Attempt">The task's attempt to map it, from the sample on; null if the trace shows none.</param>
/// <param name="IsApart">True if it rests on a test that found nothing, with no lock held since that keeps invalidations out; null if those locks are not known.</param>
/// <param name="TestMayBeLost">True if the driver may have tested, or held what makes its test count, while events were lost.</param>
public readonly record struct EntryEstablished(SecondaryMapped Mapped, Bracket? Open, FaultAttempt? Attempt, bool? IsApart, bool TestMayBeLost);
