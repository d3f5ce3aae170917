using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.PageTables;

/// <summary>What the source has come to know of a page table: its level, lock and place. True before and after, until the table is freed.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct TableObserved : IEventView
{
    public static EventKind Kind => EventKind.TableObserved;

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
