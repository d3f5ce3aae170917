using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.PageTables;

/// <summary>An entry is read to decide by it; under its lock it stays as read.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct PteRead : IEventView
{
    public static EventKind Kind => EventKind.PteRead;

    public EventHeader Header { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("first byte that the entry maps; unknown if the source shows only the entry")]
    public VirtualAddress Address { get; init; }

    [Description("as read")]
    public PageEntry Entry { get; init; }

    [Description("the page-table page")]
    public TableId Table { get; init; }

    [Description("the entry in it, 0 to 511")]
    [Range(0, 511)]
    public ushort Index { get; init; }

    [Description("of the table")]
    public TableLevel Level { get; init; }
}
