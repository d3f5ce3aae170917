using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.PageTables;

/// <summary>A page table is no longer reachable from its address space; lockless walkers may still be in it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct TableDetached : IEventView
{
    public static EventKind Kind => EventKind.TableDetached;

    public EventHeader Header { get; init; }

    [Description("the page-table page")]
    public TableId Table { get; init; }

    [Description("the address space; 0 if not known")]
    public MmId Mm { get; init; }

    [Description("the lock that protects its entries; 0 if not known")]
    public LockId Lock { get; init; }

    [Description("first byte that its entry 0 maps; unknown if not known")]
    public VirtualAddress Address { get; init; }

    [Description("its level")]
    public TableLevel Level { get; init; }
}
