using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.SecondaryMmus;

/// <summary>A driver begins to map an address for its device.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct SecondaryFaultBegan : IEventView
{
    public static EventKind Kind => EventKind.SecondaryFaultBegan;

    public EventHeader Header { get; init; }

    [Description("the secondary MMU")]
    public DriverId Driver { get; init; }

    [Description("the page")]
    public VirtualAddress Address { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("for writing")]
    public bool Write { get; init; }
}
