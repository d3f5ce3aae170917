using Tracer.Analysis.Explaining;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Text;

/// <summary>
/// One line an event, as it comes: sequence, time, task, CPU, context, what happened. With <paramref name="fields"/> every field of the kind behind it,
/// so that nothing an event says is left out.
/// </summary>
public sealed class EventLines(TextWriter output, Names names, bool fields = false) : IEventSink
{
    private readonly EventWords words = new(names);

    /// <summary>How the events' source is counted.</summary>
    public EventPlace Place { get; init; }

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        foreach (ref readonly var e in events) output.Line(Of(in e));
    }

    /// <summary>The line of one event.</summary>
    public string Of(in VmEvent e)
    {
        var header = e.Header;
        var cpu = header.Cpu < 0 ? "---" : $"{header.Cpu:000}";
        var line = $"{Place.Number(header.Sequence),8} {Seconds(header.TimestampNs),16} {names.Of(header.Task),-20} [{cpu}] {Context(in header)}  {words.Describe(in e)}";
        return fields ? $"{line}  {Fields(in e)}" : line;
    }

    private static string Seconds(long ns) => $"{ns / 1_000_000_000}.{Math.Abs(ns % 1_000_000_000):000000000}";

    // As in ftrace: irqs, interrupt, then preempt depth; a dot where nothing is known or nothing is off.
    private static string Context(in EventHeader header) => string.Create(3, header, static (span, from) =>
    {
        span[0] = from.Context.HasFlag(ContextFlags.IrqsOff) ? 'd' : '.';
        span[1] = from.Context switch
        {
            var flags when flags.HasFlag(ContextFlags.Nmi) => 'Z',
            var flags when flags.HasFlag(ContextFlags.HardIrq) => 'h',
            var flags when flags.HasFlag(ContextFlags.SoftIrq) => 's',
            _ => '.',
        };
        span[2] = from switch
        {
            { HasDepth: false } or { PreemptDepth: 0 } => '.',
            { PreemptDepth: < 10 } => (char)('0' + from.PreemptDepth),
            _ => '+',
        };
    });

    private static string Fields(in VmEvent e)
    {
        if (EventShape.Find(e.Header.Kind) is not { } shape) return "";
        var text = new List<string> { shape.Name };
        foreach (var field in shape.Fields) text.Add($"{field.Name}={field.Format(in e)}");
        return $"{{{string.Join(' ', text)}}}";
    }
}
