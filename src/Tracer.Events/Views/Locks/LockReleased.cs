using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Locks;

/// <summary>A task gives a lock back.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct LockReleased : IEventView
{
    public static EventKind Kind => EventKind.LockReleased;

    public EventHeader Header { get; init; }

    [Description("the lock")]
    public LockId Lock { get; init; }

    [Description("the address space it belongs to; 0 if none or not told")]
    public MmId Mm { get; init; }

    [Description("the page table it protects; 0 if none or not known")]
    public TableId Table { get; init; }

    [Description("what it protects")]
    public LockClass Class { get; init; }

    [Description("how it waits")]
    public LockType Type { get; init; }

    [Description("shared or exclusive")]
    public LockMode Mode { get; init; }
}
