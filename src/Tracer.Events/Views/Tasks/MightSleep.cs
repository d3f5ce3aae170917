using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Tasks;

/// <summary>A point where the task may sleep, whether or not it does.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct MightSleep : IEventView
{
    public static EventKind Kind => EventKind.MightSleep;

    public EventHeader Header { get; init; }

    [Description("the lock it may wait for; 0 if another reason")]
    public LockId Lock { get; init; }

    [Description("why it may sleep")]
    public SleepReason Reason { get; init; }
}
