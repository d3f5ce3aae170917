using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Notifiers;

/// <summary>A driver subscribes to an address space.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct NotifierRegistered : IEventView
{
    public static EventKind Kind => EventKind.NotifierRegistered;

    public EventHeader Header { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("the secondary MMU")]
    public DriverId Driver { get; init; }

    [Description("which callbacks it has and how it protects itself")]
    public DriverTraits Traits { get; init; }

    [Description("the registration is complete")]
    public bool Returned { get; init; }
}
