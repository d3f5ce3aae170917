using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Notifiers;

/// <summary>The core calls change_pte before (until 3.6: after) it sets a new entry.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct PteChangeNotified : IEventView
{
    public static EventKind Kind => EventKind.PteChangeNotified;

    public EventHeader Header { get; init; }

    [Description("the address space")]
    public MmId Mm { get; init; }

    [Description("the page")]
    public VirtualAddress Address { get; init; }

    [Description("the entry to come")]
    public PageEntry New { get; init; }
}
