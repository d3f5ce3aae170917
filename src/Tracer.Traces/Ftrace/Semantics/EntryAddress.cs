using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>Which address an entry maps, from its index in the table and the function that works on it.</summary>
internal static class EntryAddress
{
    public const ulong EntriesPerTable = 512;

    private const ulong EntrySize = 8;

    // With five levels of page tables; with four it is less.
    private const ulong UserAddresses = 1UL << 56;

    /// <summary>The index of an entry in its table, from the entry's own address.</summary>
    public static int IndexOf(ulong entry) => (int)(entry / EntrySize % EntriesPerTable);

    /// <summary>True if an entry with this index maps the address, as far as the index tells.</summary>
    public static bool Agrees(VirtualAddress address, TableLevel level, int index) =>
        address.IsKnown && address.Value / PageSize.Of(level) % EntriesPerTable == (ulong)index;

    /// <summary>True if a user's address space has such an address.</summary>
    public static bool MayBeUsers(ulong address) => address < UserAddresses;

    /// <summary>The address space and address of the entry, each only if the function leaves no choice.</summary>
    /// <param name="isNew">The entry was none before: of a copy or a move it is the new one.</param>
    public static (MmId Mm, VirtualAddress Address) In(in EnclosingFunction function, TableLevel level, int index, bool isNew) => function.Shape switch
    {
        FunctionShape.Around => (function.Mm, Around(function.Start, level, index)),
        FunctionShape.From => (function.Mm, From(function.Start, function.End, level, index)),
        FunctionShape.Copy => (isNew ? function.NewMm : function.Mm, From(function.Start, function.End, level, index)),
        FunctionShape.Move when isNew => (function.Mm, From(function.NewStart, Moved(in function), level, index)),
        FunctionShape.Move => (function.Mm, From(function.Start, function.End, level, index)),
        _ => (default, VirtualAddress.Unknown),
    };

    private static VirtualAddress Around(VirtualAddress address, TableLevel level, int index) =>
        address.IsKnown ? new(address.AlignDown(PageSize.Of(level) * EntriesPerTable).Value + (ulong)index * PageSize.Of(level)) : VirtualAddress.Unknown;

    // The first address from the start on whose index fits; if the range is longer than a table there would be others.
    private static VirtualAddress From(VirtualAddress start, VirtualAddress end, TableLevel level, int index)
    {
        if (!start.IsKnown) return VirtualAddress.Unknown;
        var size = PageSize.Of(level);
        var first = start.AlignDown(size).Value;
        var ahead = ((ulong)index + EntriesPerTable - first / size % EntriesPerTable) % EntriesPerTable;
        var address = unchecked(first + ahead * size);
        if (!end.IsKnown) return new(address);
        return address < end.Value && unchecked(end.Value - first) <= size * EntriesPerTable ? new(address) : VirtualAddress.Unknown;
    }

    private static VirtualAddress Moved(in EnclosingFunction function) =>
        function.End.IsKnown ? new(unchecked(function.NewStart.Value + (function.End.Value - function.Start.Value))) : VirtualAddress.Unknown;
}
