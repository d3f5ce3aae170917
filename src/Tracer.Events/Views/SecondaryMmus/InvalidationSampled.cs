using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.SecondaryMmus;

/// <summary>A driver reads its invalidation sequence before it looks a page up, so that it can tell later whether an invalidation came in between.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct InvalidationSampled : IEventView
{
    public static EventKind Kind => EventKind.InvalidationSampled;

    public EventHeader Header { get; init; }

    [Description("the secondary MMU")]
    public DriverId Driver { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("the page")]
    public VirtualAddress Address { get; init; }

    [Description("ranges it counts as open; -1 if the source does not tell")]
    public int Open { get; init; }

    [Description("the driver's invalidation sequence; -1 if it has none")]
    public long InvalidationSequence { get; init; }
}
