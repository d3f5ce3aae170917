using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Pages;

/// <summary>A page is handed out.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct PageAllocated : IEventView
{
    public static EventKind Kind => EventKind.PageAllocated;

    public EventHeader Header { get; init; }

    [Description("how often the frame was allocated: tells reuse")]
    public int Generation { get; init; }

    [Description("the frame, the first of 2^order")]
    public Pfn Pfn { get; init; }

    [Description("log2 of its frames")]
    [Range(0, PageSize.MaxOrder)]
    public byte Order { get; init; }
}
