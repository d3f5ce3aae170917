using System.Runtime.CompilerServices;

namespace Tracer.Analysis.State;

/// <summary>
/// What one rule, or one judge, remembers about each entity of a kind: a static key that it declares itself. Nobody else knows of it, and the value is
/// as new when the entity is recycled, forgotten or lost, so memory follows the live state and never the length of the trace.
/// </summary>
/// <typeparam name="TEntity">What it hangs on.</typeparam>
/// <typeparam name="T">What it holds; a class is made once an entity and cleared for its next life.</typeparam>
public abstract class Slot<TEntity, T>
    where TEntity : Entity
    where T : new()
{
    private readonly int index = SlotIndex<TEntity>.Next();
    private readonly Lifetime lifetime;
    private readonly Action<T>? clear;

    private protected Slot(Action<T>? clear, Lifetime lifetime)
    {
        if (clear is null && RuntimeHelpers.IsReferenceOrContainsReferences<T>() && !typeof(T).IsValueType)
            throw new ArgumentNullException(nameof(clear), $"a {typeof(T).Name} is kept from one life of the entity to the next, so it must be cleared");
        (this.clear, this.lifetime) = (clear, lifetime);
    }

    /// <summary>What is remembered about the entity, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Of(TEntity entity)
    {
        // Rules ask some three times an event, and mostly for what is there and in force.
        var epoch = entity.Epoch(lifetime);
        if (entity.Cell(index) is { } found && Unsafe.As<Cell>(found) is var cell && cell.Epoch == epoch) return ref cell.Value;
        return ref Renew(entity, epoch);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref T Renew(TEntity entity, int epoch)
    {
        var cell = Unsafe.As<Cell?>(entity.Cell(index));
        if (cell is null) entity.Put(index, cell = new Cell());
        else if (clear is null) cell.Value = new T();
        else clear(cell.Value);
        cell.Epoch = epoch;
        return ref cell.Value;
    }

    private sealed class Cell
    {
        public T Value = new();
        public int Epoch;
    }
}

/// <summary>Numbers the slots of one kind of entity.</summary>
internal static class SlotIndex<TEntity>
{
    private static int count;

    public static int Next() => Interlocked.Increment(ref count) - 1;
}

/// <summary>Remembered about the machine as a whole.</summary>
public sealed class MachineSlot<T>(Action<T>? clear = null, Lifetime lifetime = Lifetime.Known) : Slot<MachineState, T>(clear, lifetime) where T : new();

/// <summary>Remembered about one context of a task.</summary>
public sealed class TaskSlot<T>(Action<T>? clear = null, Lifetime lifetime = Lifetime.Known) : Slot<TaskState, T>(clear, lifetime) where T : new();

/// <summary>Remembered about an address space.</summary>
public sealed class MmSlot<T>(Action<T>? clear = null, Lifetime lifetime = Lifetime.Known) : Slot<MmState, T>(clear, lifetime) where T : new();

/// <summary>Remembered about a page table.</summary>
public sealed class TableSlot<T>(Action<T>? clear = null, Lifetime lifetime = Lifetime.Known) : Slot<TableState, T>(clear, lifetime) where T : new();

/// <summary>Remembered about a lock.</summary>
public sealed class LockSlot<T>(Action<T>? clear = null, Lifetime lifetime = Lifetime.Known) : Slot<LockState, T>(clear, lifetime) where T : new();

/// <summary>Remembered about a secondary MMU.</summary>
public sealed class DriverSlot<T>(Action<T>? clear = null, Lifetime lifetime = Lifetime.Known) : Slot<DriverState, T>(clear, lifetime) where T : new();

/// <summary>Remembered about a bracket.</summary>
public sealed class BracketSlot<T>(Action<T>? clear = null, Lifetime lifetime = Lifetime.Known) : Slot<Bracket, T>(clear, lifetime) where T : new();

/// <summary>Remembered about a callback that a task is in.</summary>
public sealed class CallSlot<T>(Action<T>? clear = null, Lifetime lifetime = Lifetime.Known) : Slot<DriverCall, T>(clear, lifetime) where T : new();
