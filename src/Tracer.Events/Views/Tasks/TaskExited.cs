using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Tasks;

/// <summary>A task is gone.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct TaskExited : IEventView
{
    public static EventKind Kind => EventKind.TaskExited;

    public EventHeader Header { get; init; }

    [Description("its address space; 0 if not told")]
    public MmId Mm { get; init; }
}
