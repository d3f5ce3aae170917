using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Tasks;

/// <summary>A section begins in which a task may not sleep, or may not for long.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct AtomicEntered : IEventView
{
    public static EventKind Kind => EventKind.AtomicEntered;

    public EventHeader Header { get; init; }

    [Description("the SRCU domain; 0 otherwise")]
    public LockId Domain { get; init; }

    [Description("which kind")]
    public AtomicSection Section { get; init; }
}
