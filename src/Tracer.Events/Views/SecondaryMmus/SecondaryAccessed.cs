using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.SecondaryMmus;

/// <summary>A device reads or writes through its secondary MMU.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct SecondaryAccessed : IEventView
{
    public static EventKind Kind => EventKind.SecondaryAccessed;

    public EventHeader Header { get; init; }

    [Description("the secondary MMU")]
    public DriverId Driver { get; init; }

    [Description("the first address")]
    public VirtualAddress Address { get; init; }

    [Description("the frame it maps")]
    public Pfn Pfn { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("of the frame; 0 if the source does not tell")]
    public int Generation { get; init; }

    [Description("it writes")]
    public bool Write { get; init; }
}
