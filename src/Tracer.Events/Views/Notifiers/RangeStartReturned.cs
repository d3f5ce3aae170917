using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Notifiers;

/// <summary>invalidate_range_start has returned: the bracket is open if the result is 0.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct RangeStartReturned : IEventView
{
    public static EventKind Kind => EventKind.RangeStartReturned;

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

    [Description("0, or -EAGAIN of a non-blockable start")]
    public short Result { get; init; }

    public AddressRange Extent => new(Start, End);
}
