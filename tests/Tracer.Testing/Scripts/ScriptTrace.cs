namespace Tracer.Testing;

/// <summary>What a script says: its events, and the names of its tasks, locks, drivers, functions and operations, which take no events.</summary>
/// <param name="Events">One event a step; the sequence of an event is the number of its step, from 1.</param>
/// <param name="Names">Names by the ids that the events carry.</param>
public sealed record ScriptTrace(VmEvent[] Events, Names Names)
{
    /// <summary>The same names as events of sequence 0, for whoever learns them from the stream: to be taken before <see cref="Events"/>.</summary>
    public IReadOnlyList<VmEvent> Naming { get; init; } = [];
}
