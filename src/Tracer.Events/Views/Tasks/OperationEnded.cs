using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Tasks;

/// <summary>An operation returns.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct OperationEnded : IEventView
{
    public static EventKind Kind => EventKind.OperationEnded;

    public EventHeader Header { get; init; }

    [Description("which; 0: the innermost of this task")]
    public OperationId Operation { get; init; }

    [Description("what had started it")]
    public OperationSource Source { get; init; }
}
