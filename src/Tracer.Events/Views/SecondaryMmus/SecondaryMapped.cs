using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.SecondaryMmus;

/// <summary>A driver sets an entry of its secondary MMU.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct SecondaryMapped : IEventView
{
    public static EventKind Kind => EventKind.SecondaryMapped;

    public EventHeader Header { get; init; }

    [Description("the secondary MMU")]
    public DriverId Driver { get; init; }

    [Description("the first address")]
    public VirtualAddress Address { get; init; }

    [Description("the frame it maps")]
    public Pfn Pfn { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("of the frame; 0 if the source does not tell")]
    public int Generation { get; init; }

    [Description("the device may write")]
    public bool Writable { get; init; }

    [Description("of the entry: its size")]
    [Range(0, (int)TableLevel.Pud)]
    public TableLevel Level { get; init; }
}
