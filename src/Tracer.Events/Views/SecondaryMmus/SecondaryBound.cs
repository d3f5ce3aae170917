using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.SecondaryMmus;

/// <summary>A device is given an address space's page table to walk, or it is taken away.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct SecondaryBound : IEventView
{
    public static EventKind Kind => EventKind.SecondaryBound;

    public EventHeader Header { get; init; }

    [Description("the secondary MMU")]
    public DriverId Driver { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("it may walk from here on")]
    public bool Bound { get; init; }
}
