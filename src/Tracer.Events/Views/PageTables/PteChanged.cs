using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.PageTables;

/// <summary>A page-table entry is stored. On a kernel trace the probe fires just before the store.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct PteChanged : IEventView
{
    public static EventKind Kind => EventKind.PteChanged;

    public EventHeader Header { get; init; }

    [Description("the address space; 0 if not known")]
    public MmId Mm { get; init; }

    [Description("first byte that the entry maps; unknown if the source shows only the entry")]
    public VirtualAddress Address { get; init; }

    [Description("the entry before")]
    public PageEntry Old { get; init; }

    [Description("the entry after")]
    public PageEntry New { get; init; }

    [Description("the page-table page")]
    public TableId Table { get; init; }

    [Description("the entry in it, 0 to 511")]
    [Range(0, 511)]
    public ushort Index { get; init; }

    [Description("of the table")]
    public TableLevel Level { get; init; }

    [Description("how it is stored")]
    public PteOperation Operation { get; init; }

    /// <summary>The addresses the entry maps; meaningful only if the address is known.</summary>
    public AddressRange Extent => AddressRange.Of(Address, PageSize.Of(Level));
}
