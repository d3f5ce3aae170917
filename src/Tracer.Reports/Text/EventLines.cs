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
    private readonly List<ulong> arguments = [];
    private VmEvent call;
    private long? result;

    /// <summary>How the events' source is counted.</summary>
    public EventPlace Place { get; init; }

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        foreach (ref readonly var e in events)
        {
            if (IsBeside(in e)) continue;
            Flush();
            if (IsCall(in e)) call = e;
            else output.Line(Of(in e));
        }
    }

    /// <summary>The trace is over: prints the system call that waited for what is told beside it.</summary>
    public void Flush()
    {
        if (call.Header.Kind == EventKind.None) return;
        output.Line(Of(in call, words.Call(in call, arguments, result)));
        arguments.Clear();
        (call, result) = (default, null);
    }

    private static bool IsCall(in VmEvent e) => e.Header.Kind switch
    {
        EventKind.OperationBegan => e.As<OperationBegan>().Source == OperationSource.Syscall,
        EventKind.OperationEnded => e.As<OperationEnded>().Source == OperationSource.Syscall,
        _ => false,
    };

    // What a system call was given and has returned is printed with it.
    private bool IsBeside(in VmEvent e)
    {
        if (fields || e.Header.Task != call.Header.Task) return false;
        switch (e.Header.Kind)
        {
            case EventKind.SyscallArguments when call.Header.Kind == EventKind.OperationBegan && e.As<SyscallArguments>().From == arguments.Count:
                arguments.AddRange(e.As<SyscallArguments>().Told);
                return true;
            case EventKind.SyscallReturned when call.Header.Kind == EventKind.OperationEnded:
                result = e.As<SyscallReturned>().Result;
                return true;
            default: return false;
        }
    }

    /// <summary>The line of one event.</summary>
    public string Of(in VmEvent e) => Of(in e, words.InFull(in e));

    private string Of(in VmEvent e, string clause)
    {
        var header = e.Header;
        var cpu = header.Cpu < 0 ? "---" : $"{header.Cpu:000}";
        var line = $"{Place.Number(header.Sequence),8} {Seconds(header.TimestampNs),16} {names.Of(header.Task),-20} [{cpu}] {Context(in header)}  {clause}";
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
