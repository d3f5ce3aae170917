using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Trace;

/// <summary>Events are missing here: what they could have said is unknown from here on.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct EventsLost : IEventView
{
    public static EventKind Kind => EventKind.EventsLost;

    public EventHeader Header { get; init; }

    [Description("the CPU that lost them; -1: not told")]
    public int OnCpu { get; init; }

    [Description("how many; -1: not told")]
    public long Count { get; init; }
}
