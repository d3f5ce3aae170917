using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Pages;

/// <summary>What an entry knew of writes is told to its page.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct DirtyTransferred : IEventView
{
    public static EventKind Kind => EventKind.DirtyTransferred;

    public EventHeader Header { get; init; }

    [Description("the frame")]
    public Pfn Pfn { get; init; }

    [Description("the page")]
    public VirtualAddress Address { get; init; }

    [Description("of the frame; 0 if the source does not tell")]
    public int Generation { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("the secondary MMU whose entry it was; 0 if it was the CPU's")]
    public DriverId Driver { get; init; }
}
