using Tracer.Events;

namespace Tracer.Analysis;

/// <summary>What a task held at one moment, kept for a finding that is made later.</summary>
/// <param name="Held">Locks and atomic sections, outermost first.</param>
/// <param name="OpenBrackets">The range_start events of its open brackets.</param>
public sealed record TaskContext(IReadOnlyList<HeldLock> Held, IReadOnlyList<VmEvent> OpenBrackets)
{
    public static TaskContext Empty { get; } = new([], []);
}
