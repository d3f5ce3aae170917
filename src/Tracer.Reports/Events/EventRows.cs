using Tracer.Analysis.Explaining;

namespace Tracer.Reports.Events;

/// <summary>Makes rows of events.</summary>
internal sealed class EventRows(Names names, EventPlace place)
{
    private readonly EventWords words = new(names);

    /// <summary>Names stand in the rows that they are of; all else is a row.</summary>
    public static bool Have(EventKind kind) => kind != EventKind.Named;

    public EventRow Of(in VmEvent e)
    {
        var header = e.Header;
        var extent = EventExtent.Of(in e);
        var mm = EventShape.MmOf(in e);
        return new EventRow(
            header.Sequence, place.Line(header.Sequence), header.TimestampNs, header.Cpu < 0 ? null : header.Cpu,
            Printable.Of(names.Of(header.Task)), header.Task.Value, Kebab.Of(header.Kind),
            Shown(names.Of(header.Function)), Shown(names.CallerOf(header.Function)),
            mm.Value == 0 ? null : Printable.Of(names.Of(mm)), extent?.Start.ToString(), extent?.End.ToString(),
            header.HasDepth ? header.PreemptDepth : null, Context(header.Context), Fields(in e), Printable.Of(words.InFull(in e)));
    }

    private static string? Shown(string? name) => name is null ? null : Printable.Of(name);

    private static string Context(ContextFlags context) => context == 0 ? "" : Kebab.Of($"{context}".Replace(", ", " ", StringComparison.Ordinal));

    private static string Fields(in VmEvent e)
    {
        if (EventShape.Find(e.Header.Kind) is not { } shape) return "";
        var text = new List<string>();
        foreach (var field in shape.Fields) text.Add($"{field.Name}={field.Format(in e)}");
        return Printable.Of(string.Join(' ', text));
    }
}
