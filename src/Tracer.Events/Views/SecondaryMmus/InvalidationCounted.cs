using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.SecondaryMmus;

/// <summary>A driver changes its count of open ranges or its invalidation sequence.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct InvalidationCounted : IEventView
{
    public static EventKind Kind => EventKind.InvalidationCounted;

    public EventHeader Header { get; init; }

    [Description("the secondary MMU")]
    public DriverId Driver { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("the driver's invalidation sequence; -1 if it has none")]
    public long InvalidationSequence { get; init; }

    [Description("ranges it counts as open; -1 if the source does not tell")]
    public int Open { get; init; }

    [Description("which of the two, and how")]
    public CounterStep Step { get; init; }
}
