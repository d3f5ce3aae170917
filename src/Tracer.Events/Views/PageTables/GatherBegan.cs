using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.PageTables;

/// <summary>A mmu_gather begins: pages queue until their TLB entries are flushed.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct GatherBegan : IEventView
{
    public static EventKind Kind => EventKind.GatherBegan;

    public EventHeader Header { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("first byte of the range")]
    public VirtualAddress Start { get; init; }

    [Description("first byte after the range; all ones: to the very end")]
    public VirtualAddress End { get; init; }
}
