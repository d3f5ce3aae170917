namespace Tracer.Analysis.State;

/// <summary>What a task held at one moment, kept for a finding that is made later.</summary>
/// <param name="Held">Locks and atomic sections, outermost first.</param>
/// <param name="OpenBrackets">The range_start events of its open brackets.</param>
/// <param name="Operation">The event that began what it was doing; of kind None if the trace does not tell.</param>
public sealed record TaskContext(IReadOnlyList<HeldLock> Held, IReadOnlyList<VmEvent> OpenBrackets, VmEvent Operation)
{
    public static TaskContext Empty { get; } = new([], [], default);

    /// <summary>Sequence of the event at which its operation began, or the last one ended; 0 if the trace does not tell.</summary>
    public long Since { get; init; }
}
