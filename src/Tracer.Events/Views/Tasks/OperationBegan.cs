using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Tasks;

/// <summary>An operation begins on a task: a kernel path of the engine, a syscall or fault of a kernel trace.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct OperationBegan : IEventView
{
    public static EventKind Kind => EventKind.OperationBegan;

    public EventHeader Header { get; init; }

    [Description("which")]
    public OperationId Operation { get; init; }

    [Description("the address space it works on; 0 if not told")]
    public MmId Mm { get; init; }

    [Description("the address it was asked for; unknown if none")]
    public VirtualAddress Address { get; init; }

    [Description("what starts it")]
    public OperationSource Source { get; init; }
}
