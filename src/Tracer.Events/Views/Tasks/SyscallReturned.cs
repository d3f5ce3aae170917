using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Tasks;

/// <summary>What the system call returned that the event before it ended.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct SyscallReturned : IEventView
{
    public static EventKind Kind => EventKind.SyscallReturned;

    public EventHeader Header { get; init; }

    [Description("the value; a negative errno if it failed")]
    public long Result { get; init; }
}
