using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Pages;

/// <summary>A reference to a page is taken.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct PageReferenced : IEventView
{
    public static EventKind Kind => EventKind.PageReferenced;

    public EventHeader Header { get; init; }

    [Description("how often the frame was allocated: tells reuse")]
    public int Generation { get; init; }

    [Description("the frame, the first of 2^order")]
    public Pfn Pfn { get; init; }

    [Description("after it")]
    public int References { get; init; }
}
