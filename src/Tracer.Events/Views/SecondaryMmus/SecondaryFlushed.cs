using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.SecondaryMmus;

/// <summary>The device has acknowledged that its cached translations of a range are gone.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct SecondaryFlushed : IEventView
{
    public static EventKind Kind => EventKind.SecondaryFlushed;

    public EventHeader Header { get; init; }

    [Description("the secondary MMU")]
    public DriverId Driver { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("first byte of the range")]
    public VirtualAddress Start { get; init; }

    [Description("first byte after the range; all ones: to the very end")]
    public VirtualAddress End { get; init; }

    public AddressRange Extent => new(Start, End);
}
