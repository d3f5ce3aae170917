using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Notifiers;

/// <summary>The core calls invalidate_range_start, with or without a notifier registered.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct RangeStartEntered : IEventView
{
    public static EventKind Kind => EventKind.RangeStartEntered;

    public EventHeader Header { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("first byte of the range")]
    public VirtualAddress Start { get; init; }

    [Description("first byte after the range; all ones: to the very end")]
    public VirtualAddress End { get; init; }

    [Description("pairs start and end; 0 if the source does not tell")]
    public RangeId Range { get; init; }

    [Description("why the core notifies")]
    public NotifierEvent Event { get; init; }

    [Description("callbacks may sleep")]
    public bool Blockable { get; init; }

    public AddressRange Extent => new(Start, End);
}
