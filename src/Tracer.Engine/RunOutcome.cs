namespace Tracer.Engine;

/// <summary>How a run ended.</summary>
/// <param name="Seed">Of the schedule.</param>
/// <param name="Events">Events of the run, the closing one included.</param>
/// <param name="Unfinished">Tasks that did not finish; not 0 is a deadlock, a wait for what never comes, or a retry without end.</param>
public readonly record struct RunOutcome(ulong Seed, long Events, int Unfinished);
