using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Trace;

/// <summary>An engine run is over; whatever is missing before it was lost.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct RunEnded : IEventView
{
    public static EventKind Kind => EventKind.RunEnded;

    public EventHeader Header { get; init; }

    [Description("tasks that could not finish: a deadlock if not 0")]
    public int Unfinished { get; init; }

    [Description("events of the run, this one included")]
    public long Events { get; init; }
}
