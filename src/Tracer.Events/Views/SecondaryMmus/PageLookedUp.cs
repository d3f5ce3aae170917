using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.SecondaryMmus;

/// <summary>A driver has found the page that an address maps now, without anything that keeps it mapped.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct PageLookedUp : IEventView
{
    public static EventKind Kind => EventKind.PageLookedUp;

    public EventHeader Header { get; init; }

    [Description("the secondary MMU")]
    public DriverId Driver { get; init; }

    [Description("the page")]
    public VirtualAddress Address { get; init; }

    [Description("the frame found")]
    public Pfn Pfn { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("of the frame; 0 if the source does not tell")]
    public int Generation { get; init; }
}
