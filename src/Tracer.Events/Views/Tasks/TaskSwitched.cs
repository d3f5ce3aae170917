using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Tasks;

/// <summary>A CPU goes on with another task.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct TaskSwitched : IEventView
{
    public static EventKind Kind => EventKind.TaskSwitched;

    public EventHeader Header { get; init; }

    [Description("the task that runs from here on")]
    public TaskId Next { get; init; }

    [Description("the previous task waits, rather than being preempted")]
    public bool Blocked { get; init; }
}
