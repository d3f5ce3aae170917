using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Pages;

/// <summary>A CPU reads or writes memory.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct CpuAccessed : IEventView
{
    public static EventKind Kind => EventKind.CpuAccessed;

    public EventHeader Header { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("the address")]
    public VirtualAddress Address { get; init; }

    [Description("the frame, through the TLB")]
    public Pfn Pfn { get; init; }

    [Description("of the frame")]
    public int Generation { get; init; }

    [Description("it writes")]
    public bool Write { get; init; }

    [Description("translated by a cached TLB entry")]
    public bool FromTlb { get; init; }
}
