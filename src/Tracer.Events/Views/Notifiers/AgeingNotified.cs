using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Notifiers;

/// <summary>The core asks drivers whether a range is young.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct AgeingNotified : IEventView
{
    public static EventKind Kind => EventKind.AgeingNotified;

    public EventHeader Header { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("first byte of the range")]
    public VirtualAddress Start { get; init; }

    [Description("first byte after the range; all ones: to the very end")]
    public VirtualAddress End { get; init; }

    [Description("which of the three calls")]
    public Ageing Which { get; init; }

    [Description("the answer")]
    public bool Young { get; init; }

    public AddressRange Extent => new(Start, End);
}
