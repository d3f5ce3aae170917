using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tracer.Analysis.Explaining;

namespace Tracer.Reports.Events;

/// <summary>
/// The events of a trace as lines of JSON, as they come: of each what <see cref="EventRow"/> has, and its own fields as an object: numbers as numbers, addresses,
/// entries and frames as they are printed. What the trace does not tell is left out.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="names">The names of the trace, as far as it is read.</param>
/// <param name="place">How the trace is counted.</param>
public sealed class EventJsonLines(TextWriter output, Names names, EventPlace place) : IEventSink, IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ArrayBufferWriter<byte> line = new();
    private readonly Utf8JsonWriter json = new(Stream.Null, Options);
    private readonly EventRows rows = new(names, place);

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        foreach (ref readonly var e in events)
        {
            if (!EventRows.Have(e.Header.Kind)) continue;
            line.ResetWrittenCount();
            json.Reset(line);
            Write(rows.Of(in e), in e);
            json.Flush();
            output.Write(Encoding.UTF8.GetString(line.WrittenSpan));
            output.Write('\n');
        }
    }

    public void Dispose() => json.Dispose();

    private void Write(EventRow row, in VmEvent e)
    {
        json.WriteStartObject();
        json.WriteNumber("sequence", row.Sequence);
        if (row.Line is { } number) json.WriteNumber("line", number);
        json.WriteNumber("time_ns", row.TimeNs);
        if (row.Cpu is { } cpu) json.WriteNumber("cpu", cpu);
        json.WriteString("task", row.Task);
        json.WriteNumber("task_id", row.TaskId);
        json.WriteString("kind", row.Kind);
        Text("function", row.Function);
        Text("caller", row.Caller);
        Text("mm", row.Mm);
        Text("start", row.Start);
        Text("end", row.End);
        if (row.PreemptDepth is { } depth) json.WriteNumber("preempt_depth", depth);
        if (row.Context.Length > 0) json.WriteString("context", row.Context);
        json.WriteStartObject("fields");
        if (EventShape.Find(e.Header.Kind) is { } shape)
            foreach (var field in shape.Fields) Field(field, in e);
        json.WriteEndObject();
        json.WriteString("text", row.Text);
        json.WriteEndObject();
    }

    private void Text(string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    private void Field(EventField field, in VmEvent e)
    {
        var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name);
        var value = field.Format(in e);
        if (field.Type == typeof(bool)) json.WriteBoolean(name, field.Read(in e) != 0);
        else if (!field.IsText && !field.Type.IsEnum && decimal.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) json.WriteNumber(name, number);
        else json.WriteString(name, Printable.Of(value));
    }
}
