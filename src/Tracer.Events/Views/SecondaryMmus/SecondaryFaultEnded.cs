using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.SecondaryMmus;

/// <summary>The driver's fault is over.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct SecondaryFaultEnded : IEventView
{
    public static EventKind Kind => EventKind.SecondaryFaultEnded;

    public EventHeader Header { get; init; }

    [Description("the secondary MMU")]
    public DriverId Driver { get; init; }

    [Description("the page")]
    public VirtualAddress Address { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("an entry was set")]
    public bool Mapped { get; init; }
}
