using System.Runtime.InteropServices;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>The entries that a task has read in its operation, to decide by them: the last few.</summary>
public sealed class EntryReads
{
    /// <summary>A path that must look again has looked at one entry or two before.</summary>
    private const int Kept = 16;

    private readonly List<PteRead> reads = [];

    /// <summary>The first reading of an entry, as far as it is kept; null if there was none.</summary>
    public PteRead? FirstOf(TableId table, ushort index)
    {
        foreach (ref readonly var read in CollectionsMarshal.AsSpan(reads))
            if (read.Table == table && read.Index == index) return read;
        return null;
    }

    /// <summary>True if the entry was read after that event.</summary>
    public bool HasSince(long sequence, TableId table, ushort index)
    {
        var kept = CollectionsMarshal.AsSpan(reads);
        for (var i = kept.Length - 1; i >= 0 && kept[i].Header.Sequence > sequence; i--)
            if (kept[i].Table == table && kept[i].Index == index) return true;
        return false;
    }

    internal void Add(in PteRead read)
    {
        if (reads.Count == Kept) reads.RemoveAt(0);
        reads.Add(read);
    }

    internal void Clear() => reads.Clear();
}
