using System.Runtime.InteropServices;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>Present entries that a task took away outside any bracket, to be judged when it is clear that they are not put back.</summary>
internal sealed class PendingChanges
{
    /// <summary>Kernels put one back before they clear the next.</summary>
    private const int Kept = 8;

    private readonly List<PendingChange> changes = [];

    public ReadOnlySpan<PendingChange> All => CollectionsMarshal.AsSpan(changes);

    public bool IsEmpty => changes.Count == 0;

    public bool IsOverfull => changes.Count > Kept;

    public void Add(in PendingChange change) => changes.Add(change);

    /// <summary>Place of the change of an entry; -1 if there is none.</summary>
    public int IndexOf(TableId table, ushort index)
    {
        for (var i = changes.Count - 1; i >= 0; i--)
            if (All[i].Store.Table == table && All[i].Store.Index == index) return i;
        return -1;
    }

    public void RemoveAt(int index) => changes.RemoveAt(index);

    public void RemoveIn(MmId mm, AddressRange extent)
    {
        for (var i = changes.Count - 1; i >= 0; i--)
            if (All[i].Store.Mm == mm && extent.Contains(All[i].Store.Extent)) changes.RemoveAt(i);
    }

    public void Clear() => changes.Clear();
}

/// <summary>A change that is not settled, with what its task held then.</summary>
internal readonly record struct PendingChange(PteChanged Store, Placement Placement, Bracket? Bracket, TaskContext Context);
