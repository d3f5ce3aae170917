using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Trace;

/// <summary>The scheduler chose: the schedule itself, so that it replays.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct Decision : IEventView
{
    public static EventKind Kind => EventKind.Decision;

    public EventHeader Header { get; init; }

    [Description("the task that runs next; 0 for a choice of a number")]
    public TaskId Chosen { get; init; }

    [Description("the number chosen, or the index of the task among the runnable")]
    public int Number { get; init; }

    [Description("how many there were")]
    public int Choices { get; init; }
}
