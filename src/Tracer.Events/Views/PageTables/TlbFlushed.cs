using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.PageTables;

/// <summary>CPU TLBs are flushed.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct TlbFlushed : IEventView
{
    public static EventKind Kind => EventKind.TlbFlushed;

    public EventHeader Header { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("first byte of the range")]
    public VirtualAddress Start { get; init; }

    [Description("first byte after the range; all ones: to the very end")]
    public VirtualAddress End { get; init; }

    [Description("on which CPUs")]
    public FlushScope Scope { get; init; }

    [Description("only marked as pending, to be flushed in a batch")]
    public bool Deferred { get; init; }

    [Description("page-table pages are freed after it")]
    public bool Tables { get; init; }

    public AddressRange Extent => new(Start, End);
}
