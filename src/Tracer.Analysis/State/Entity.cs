using System.Runtime.CompilerServices;

namespace Tracer.Analysis.State;

/// <summary>Something the trace speaks of, and so something that rules remember things about: their slots hang on it and die with it.</summary>
public abstract class Entity
{
    private Epochs epochs;
    private object?[] cells = [];

    /// <summary>Something is known of it that lost events would make doubtful.</summary>
    internal bool IsTouched { get; set; }

    /// <summary>Drops what was known, as after lost events.</summary>
    internal virtual void Forget() => Doubt();

    /// <summary>The trace is over, or the entity is used for another: nothing said of it counts any more.</summary>
    internal void Expire()
    {
        epochs[(int)Lifetime.Known]++;
        epochs[(int)Lifetime.Declared]++;
        epochs[(int)Lifetime.Operation]++;
    }

    /// <summary>What was known of it may be true no more, as after lost events; what it has declared stays.</summary>
    internal void Doubt()
    {
        epochs[(int)Lifetime.Known]++;
        epochs[(int)Lifetime.Operation]++;
    }

    /// <summary>A task's operation has begun or ended.</summary>
    internal void EndOperation() => epochs[(int)Lifetime.Operation]++;

    internal int Epoch(Lifetime lifetime) => epochs[(int)lifetime];

    internal object? Cell(int index) => (uint)index < (uint)cells.Length ? cells[index] : null;

    internal void Put(int index, object cell)
    {
        if (index >= cells.Length) Array.Resize(ref cells, index + 8);
        cells[index] = cell;
    }

    // In the entity itself: every look into a slot reads one.
    [InlineArray((int)Lifetime.Operation + 1)]
    private struct Epochs
    {
        private int first;
    }
}

/// <summary>How long what a slot holds may be believed.</summary>
public enum Lifetime
{
    /// <summary>Until the entity is recycled or events are lost.</summary>
    Known,

    /// <summary>Also past lost events: what a driver has once declared, or shown of how it is built. Until the trace ends.</summary>
    Declared,

    /// <summary>Only until the task's operation ends, or events are lost.</summary>
    Operation,
}
