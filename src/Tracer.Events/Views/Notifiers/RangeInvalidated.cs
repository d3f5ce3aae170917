using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Notifiers;

/// <summary>The core calls invalidate_range (from 6.6 on arch_invalidate_secondary_tlbs): drivers that share the page table drop it now.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct RangeInvalidated : IEventView
{
    public static EventKind Kind => EventKind.RangeInvalidated;

    public EventHeader Header { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("first byte of the range")]
    public VirtualAddress Start { get; init; }

    [Description("first byte after the range; all ones: to the very end")]
    public VirtualAddress End { get; init; }

    [Description("which code calls it")]
    public InvalidationSource Source { get; init; }

    public AddressRange Extent => new(Start, End);
}
