namespace Tracer.Analysis.State;

/// <summary>Entries of a secondary MMU through which its device has written, as long as the page does not know: while they are set, and once they are zapped in a callback.</summary>
public sealed class DirtyEntries
{
    private readonly Dictionary<(MmId Mm, VirtualAddress Address), SecondaryAccessed> written = [];
    private readonly List<UntoldWrite> untold = [];

    /// <summary>Zapped in a callback that has not returned, and not told.</summary>
    public ReadOnlySpan<UntoldWrite> Untold => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(untold);

    internal void Write(in SecondaryAccessed access, in SecondaryMapped entry) => written[(entry.Mm, entry.Address)] = access;

    internal void Zap(in VmEvent zap, bool inCallback)
    {
        ref readonly var unmapped = ref zap.As<SecondaryUnmapped>();
        if (written.Remove((unmapped.Mm, unmapped.Address), out var write) && inCallback) untold.Add(new UntoldWrite(write, zap));
    }

    // A driver may tell before it zaps or after.
    internal void Tell(in DirtyTransferred dirty)
    {
        written.Remove((dirty.Mm, dirty.Address));
        for (var i = untold.Count - 1; i >= 0; i--)
            if (untold[i].Zap.As<SecondaryUnmapped>() is var zap && zap.Mm == dirty.Mm && zap.Address == dirty.Address) untold.RemoveAt(i);
    }

    /// <summary>The callback of a task is over: what it has not told is said.</summary>
    internal void Return(TaskId task)
    {
        for (var i = untold.Count - 1; i >= 0; i--)
            if (untold[i].Zap.Header.Task == task) untold.RemoveAt(i);
    }

    internal void Clear()
    {
        written.Clear();
        untold.Clear();
    }
}

/// <summary>A write of a device that its page does not know of, though the entry is gone.</summary>
/// <param name="Write">The last write.</param>
/// <param name="Zap">The zap of its entry.</param>
public readonly record struct UntoldWrite(SecondaryAccessed Write, VmEvent Zap);
