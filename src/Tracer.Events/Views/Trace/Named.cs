using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Trace;

/// <summary>Gives an id its name. Text longer than one event goes on in the next, with the next part number.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct Named : IEventView
{
    public static EventKind Kind => EventKind.Named;

    public EventHeader Header { get; init; }

    [Description("the id within its space")]
    public int Id { get; init; }

    [Description("24 bytes of UTF-8")]
    public Utf8Text Text { get; init; }

    [Description("what the id is an id of")]
    public NameSpace Space { get; init; }

    [Description("0 for the first event of a name, then 1, 2, …")]
    public byte Part { get; init; }

    [Description("bytes of the text that count")]
    [Range(0, Utf8Text.Size)]
    public byte Length { get; init; }

    [Description("1 if the name ends here")]
    public byte Last { get; init; }
}
