using System.Runtime.InteropServices;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.History;

/// <summary>A task's changes through the reverse map that cannot be judged yet, oldest first.</summary>
internal sealed class RmapChanges
{
    private readonly List<RmapChange> open = [];
    private readonly Stack<RmapChange> spare = [];

    public ReadOnlySpan<RmapChange> All => CollectionsMarshal.AsSpan(open);

    public RmapChange Begin(in PteChanged store, TaskState task)
    {
        var change = spare.TryPop(out var known) ? known : new RmapChange();
        change.Begin(in store, task);
        open.Add(change);
        return change;
    }

    public void RemoveAt(int index)
    {
        spare.Push(open[index]);
        open.RemoveAt(index);
    }

    public void Clear()
    {
        foreach (var change in open) spare.Push(change);
        open.Clear();
    }
}
