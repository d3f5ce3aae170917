namespace Tracer.Engine;

/// <summary>
/// How a driver with start and end keeps its faults from racing with an invalidation: a count of open ranges, and a sequence that
/// moves when one closes. Both are changed and tested under the driver's own lock.
/// </summary>
internal sealed class InvalidationCounter
{
    private int open;
    private long changes;

    internal InvalidationCounter() => Moved = new MovedOn(this);

    internal long Sequence { get; private set; }

    /// <summary>No range is open, or something has changed since the waiting task took its stamp: a new look may succeed.</summary>
    internal Condition Moved { get; }

    /// <summary>What <see cref="Moved"/> compares with.</summary>
    internal long Stamp => changes;

    internal void Start()
    {
        open++;
        changes++;
    }

    // The sequence first: a fault that sees the count at nothing must see that the sequence has moved.
    internal void End()
    {
        Sequence++;
        open--;
        changes++;
    }

    /// <summary>An invalidation without a bracket, begun and over at once.</summary>
    internal void Pass()
    {
        Sequence++;
        changes++;
    }

    /// <summary>Nothing was invalidated since the sequence was sampled, and nothing is now.</summary>
    internal bool IsUndisturbed(long sampled) => open == 0 && Sequence == sampled;

    internal void Reset()
    {
        open = 0;
        changes = 0;
        Sequence = 0;
    }

    private sealed class MovedOn(InvalidationCounter counter) : Condition
    {
        internal override bool HoldsFor(KernelTask task) => counter.open == 0 || counter.changes != task.Stamp;
    }
}
