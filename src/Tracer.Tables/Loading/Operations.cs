using System.Runtime.InteropServices;

namespace Tracer.Tables.Loading;

/// <summary>Which operation an event lies in: the one that its task is in, or was in last. What lasts is told at its end, when its operation may be over.</summary>
internal sealed class Operations
{
    private readonly Dictionary<int, (long Current, long Last, long LastEnd)> tasks = [];

    public void Begin(in EventHeader header)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(tasks, header.Task.Value, out _);
        known.Current = header.Sequence;
    }

    public void End(TaskId task, long at)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(tasks, task.Value, out _);
        if (known.Current != 0) known = (0, known.Current, at);
    }

    /// <summary>Sequence of the operation's beginning; null in an interrupt, or if it lies in none that the trace shows.</summary>
    public long? Of(in EventHeader header)
    {
        if (IsInterrupt(in header) || !tasks.TryGetValue(header.Task.Value, out var known)) return null;
        if (known.Current != 0 && header.Sequence >= known.Current) return known.Current;
        return known.Last != 0 && header.Sequence >= known.Last && header.Sequence <= known.LastEnd ? known.Last : null;
    }

    /// <summary>Interrupts show up under the pid of the task that they interrupt.</summary>
    public static bool IsInterrupt(in EventHeader header) => (header.Context & (ContextFlags.HardIrq | ContextFlags.SoftIrq)) != 0;
}
