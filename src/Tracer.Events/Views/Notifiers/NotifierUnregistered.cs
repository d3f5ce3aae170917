using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Notifiers;

/// <summary>A driver ends its subscription.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct NotifierUnregistered : IEventView
{
    public static EventKind Kind => EventKind.NotifierUnregistered;

    public EventHeader Header { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("the secondary MMU")]
    public DriverId Driver { get; init; }
}
