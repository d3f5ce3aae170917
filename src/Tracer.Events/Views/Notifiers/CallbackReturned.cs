using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Notifiers;

/// <summary>The callback has returned.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct CallbackReturned : IEventView
{
    public static EventKind Kind => EventKind.CallbackReturned;

    public EventHeader Header { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("first byte of the range")]
    public VirtualAddress Start { get; init; }

    [Description("first byte after the range; all ones: to the very end")]
    public VirtualAddress End { get; init; }

    [Description("the secondary MMU")]
    public DriverId Driver { get; init; }

    [Description("the bracket it is called for; 0 if none or not told")]
    public RangeId Range { get; init; }

    [Description("what it returned")]
    public short Result { get; init; }

    [Description("which")]
    public CallbackKind Callback { get; init; }

    public AddressRange Extent => new(Start, End);

    /// <summary>It may go on behind this event: the trace does not show its return.</summary>
    public bool MayGoOn => (Header.Context & ContextFlags.Unplaced) != 0;
}
