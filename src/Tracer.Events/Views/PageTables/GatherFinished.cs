using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.PageTables;

/// <summary>The gather is finished: flushed, its pages freed.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct GatherFinished : IEventView
{
    public static EventKind Kind => EventKind.GatherFinished;

    public EventHeader Header { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("first byte of the range")]
    public VirtualAddress Start { get; init; }

    [Description("first byte after the range; all ones: to the very end")]
    public VirtualAddress End { get; init; }
}
