using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.SecondaryMmus;

/// <summary>A driver tests whether an invalidation came since it sampled its sequence.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct RetryTested : IEventView
{
    public static EventKind Kind => EventKind.RetryTested;

    public EventHeader Header { get; init; }

    [Description("the secondary MMU")]
    public DriverId Driver { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("the page")]
    public VirtualAddress Address { get; init; }

    [Description("one came, so the page it looked up is not to be trusted")]
    public bool Stale { get; init; }
}
