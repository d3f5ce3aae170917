using System.Runtime.InteropServices;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>Entries of a secondary MMU through which its device has written, as long as the page does not know: while they are set, and once they are zapped in a callback.</summary>
internal sealed class DirtyEntries
{
    private readonly Dictionary<(MmId Mm, VirtualAddress Address), SecondaryAccessed> written = [];
    private readonly List<UntoldWrite> untold = [];

    /// <summary>Zapped in a callback that has not returned, and not told.</summary>
    public ReadOnlySpan<UntoldWrite> Untold => CollectionsMarshal.AsSpan(untold);

    public void Write(in SecondaryAccessed access, in SecondaryMapped entry) => written[(entry.Mm, entry.Address)] = access;

    public void Zap(in SecondaryUnmapped zap, bool inCallback)
    {
        if (written.Remove((zap.Mm, zap.Address), out var write) && inCallback) untold.Add(new UntoldWrite(write, zap));
    }

    // A driver may tell before it zaps or after.
    public void Tell(in DirtyTransferred dirty)
    {
        written.Remove((dirty.Mm, dirty.Address));
        for (var i = untold.Count - 1; i >= 0; i--)
            if (untold[i].Zap is var zap && zap.Mm == dirty.Mm && zap.Address == dirty.Address) untold.RemoveAt(i);
    }

    /// <summary>The callback of a task is over: what it has not told is said.</summary>
    public void Return(TaskId task)
    {
        for (var i = untold.Count - 1; i >= 0; i--)
            if (untold[i].Zap.Header.Task == task) untold.RemoveAt(i);
    }

    public void Clear()
    {
        written.Clear();
        untold.Clear();
    }
}

/// <summary>A write of a device that its page does not know of, though the entry is gone.</summary>
/// <param name="Write">The last write.</param>
/// <param name="Zap">The zap of its entry.</param>
internal readonly record struct UntoldWrite(SecondaryAccessed Write, SecondaryUnmapped Zap)
{
    /// <summary>True if the page that was written is still the same, and in use.</summary>
    public bool IsLive(MachineState state) =>
        state.Frame(Zap.Pfn) is not { } frame || !frame.IsFree && (Zap.Generation == 0 || frame.Generation == Zap.Generation);
}
