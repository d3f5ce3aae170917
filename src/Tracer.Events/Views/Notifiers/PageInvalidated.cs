using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Notifiers;

/// <summary>The core calls invalidate_page for one address, until 4.13.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct PageInvalidated : IEventView
{
    public static EventKind Kind => EventKind.PageInvalidated;

    public EventHeader Header { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("the page")]
    public VirtualAddress Address { get; init; }

    [Description("of the entry: above PTE it is invalidate_hugepage, for all of it")]
    [Range(0, (int)TableLevel.Pud)]
    public TableLevel Level { get; init; }

    public AddressRange Extent => AddressRange.Of(Address.AlignDown(PageSize.Of(Level)), PageSize.Of(Level));
}
