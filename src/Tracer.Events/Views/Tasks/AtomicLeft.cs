using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Tasks;

/// <summary>The section ends.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct AtomicLeft : IEventView
{
    public static EventKind Kind => EventKind.AtomicLeft;

    public EventHeader Header { get; init; }

    [Description("the SRCU domain; 0 otherwise")]
    public LockId Domain { get; init; }

    [Description("which kind")]
    public AtomicSection Section { get; init; }
}
