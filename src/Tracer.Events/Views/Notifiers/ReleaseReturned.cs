using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Notifiers;

/// <summary>release has returned.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct ReleaseReturned : IEventView
{
    public static EventKind Kind => EventKind.ReleaseReturned;

    public EventHeader Header { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }
}
