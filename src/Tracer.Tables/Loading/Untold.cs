using System.Runtime.InteropServices;

namespace Tracer.Tables.Loading;

/// <summary>What a task has changed in its operation and nobody has been told of since: what makes a flush or an invalidation needed, and how wide.</summary>
internal sealed class Untold
{
    // Where no invalidation ever comes, as without a device, an operation may change without end.
    private const int MostKept = 1 << 16;

    private readonly List<(MmId Mm, AddressRange Extent)> changed = [];

    /// <summary>True once the beginning or end of an operation was seen, so that what it changed is known, and as long as all of that is kept.</summary>
    public bool IsKnown { get; private set; }

    public void Change(MmId mm, AddressRange extent)
    {
        if (changed.Count > 0 && CollectionsMarshal.AsSpan(changed)[^1] is var last && last.Mm == mm && last.Extent.Contains(extent)) return;
        if (changed.Count > 0 && changed[^1] is var before && before.Mm == mm && before.Extent.End == extent.Start)
        {
            changed[^1] = (mm, new AddressRange(before.Extent.Start, extent.End));
        }
        else if (changed.Count < MostKept)
        {
            changed.Add((mm, extent));
        }
        else
        {
            IsKnown = false;
        }
    }

    /// <summary>Bytes in the range that were changed and not told; told they are now if <paramref name="tells"/>. Null if that is not known.</summary>
    public ulong? Tell(MmId mm, AddressRange range, bool tells)
    {
        if (changed.Count == 0 && IsKnown) return 0;
        var bytes = 0UL;
        for (var i = changed.Count - 1; i >= 0; i--)
        {
            var (of, extent) = changed[i];
            if (mm.Value != 0 && of != mm || !extent.Overlaps(range)) continue;
            var (start, end) = (Math.Max(extent.Start.Value, range.Start.Value), Math.Min(extent.End.Value, range.End.Value));
            bytes = unchecked(bytes + (end - start));
            if (tells) Cut(i, of, extent, start, end);
        }

        return IsKnown ? bytes : null;
    }

    /// <summary>An operation begins or ends: what comes is about what it changes itself.</summary>
    public void Clear()
    {
        changed.Clear();
        IsKnown = true;
    }

    /// <summary>Events were lost: what it has changed is not known.</summary>
    public void Doubt()
    {
        changed.Clear();
        IsKnown = false;
    }

    private void Cut(int index, MmId mm, AddressRange extent, ulong start, ulong end)
    {
        changed.RemoveAt(index);
        if (end < extent.End.Value) changed.Insert(index, (mm, new AddressRange(new(end), extent.End)));
        if (extent.Start.Value < start) changed.Insert(index, (mm, new AddressRange(extent.Start, new(start))));
    }
}
