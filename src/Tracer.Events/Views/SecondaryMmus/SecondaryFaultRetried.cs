using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.SecondaryMmus;

/// <summary>The driver found that an invalidation ran meanwhile, and starts again.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct SecondaryFaultRetried : IEventView
{
    public static EventKind Kind => EventKind.SecondaryFaultRetried;

    public EventHeader Header { get; init; }

    [Description("the secondary MMU")]
    public DriverId Driver { get; init; }

    [Description("the page")]
    public VirtualAddress Address { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }
}
