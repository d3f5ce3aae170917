using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.PageTables;

/// <summary>A page table becomes reachable: from here on its lock protects it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct TablePublished : IEventView
{
    public static EventKind Kind => EventKind.TablePublished;

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
