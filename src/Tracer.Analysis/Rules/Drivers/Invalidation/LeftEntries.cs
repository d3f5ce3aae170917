using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.Invalidation;

/// <summary>Entries that touch a range, counted, with the lowest of each sort.</summary>
internal record struct LeftEntries
{
    /// <summary>Entries that lie wholly in the range.</summary>
    public int Whole { get; private set; }

    public SecondaryMapped FirstWhole { get; private set; }

    /// <summary>Entries that lie only partly in it.</summary>
    public int InPart { get; private set; }

    public SecondaryMapped FirstInPart { get; private set; }

    /// <summary>Those of an address space that were set before an event.</summary>
    public static LeftEntries Of(SecondaryMappings mappings, MmId mm, AddressRange range, long before)
    {
        var left = default(LeftEntries);
        if (mappings.FirstIn(mm, range) is null) return left;
        foreach (var entry in mappings.All)
            if (entry.Mm == mm && entry.Header.Sequence < before) left.Add(in entry, range);
        return left;
    }

    private void Add(in SecondaryMapped entry, AddressRange range)
    {
        var extent = AddressRange.Of(entry.Address, PageSize.Of(entry.Level));
        if (range.Contains(extent))
        {
            if (Whole++ == 0 || entry.Address < FirstWhole.Address) FirstWhole = entry;
        }
        else if (range.Overlaps(extent) && (InPart++ == 0 || entry.Address < FirstInPart.Address))
        {
            FirstInPart = entry;
        }
    }
}
