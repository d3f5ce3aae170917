using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Notifiers;

/// <summary>The address space goes away: release is called.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct ReleaseEntered : IEventView
{
    public static EventKind Kind => EventKind.ReleaseEntered;

    public EventHeader Header { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }
}
