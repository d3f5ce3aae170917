using Tracer.Analysis.Findings;

namespace Tracer.Analysis.Explaining;

/// <summary>
/// How a person finds an event again: <c>line 2417</c> where the source is a text, <c>record 2417</c> where it is a trace.dat, and else <c>#2417</c>.
/// Only this knows how sequence numbers of a source are shown.
/// </summary>
public readonly record struct EventPlace(TraceSourceKind Source)
{
    /// <summary>The highest number that a person may type: with whatever margin around it, it is a sequence number in any source.</summary>
    public const long Most = long.MaxValue / (2 * LineSequence.PerLine);

    /// <summary>What the source consists of, each of which may tell several events; null where it is events.</summary>
    public string? Unit => Source switch
    {
        TraceSourceKind.FtraceText or TraceSourceKind.FtraceReport => "line",
        TraceSourceKind.TraceDat => "record",
        _ => null,
    };

    /// <summary>From one place to the next, in sequence numbers.</summary>
    public int Step => Unit is not null ? LineSequence.PerLine : 1;

    /// <summary>The number that a person reads and types: of the line or record, which several events may share, or of the event.</summary>
    public long Number(long sequence) => Unit is not null ? LineSequence.LineOf(sequence) : sequence;

    /// <summary>The line or record; null where there are none.</summary>
    public long? Line(long sequence) => Unit is not null ? LineSequence.LineOf(sequence) : null;

    /// <summary>The sequence numbers of all that lies between two numbers as a person types them, both included.</summary>
    public (long First, long Last) Between(long from, long to) => Unit is not null ? (LineSequence.First(from), LineSequence.Last(to)) : (from, to);

    public string Of(long sequence) => Unit is { } unit ? $"{unit} {LineSequence.LineOf(sequence)}" : $"#{sequence}";

    public string Of(in VmEvent e) => Of(e.Header.Sequence);

    /// <summary>How events of this source are found in <paramref name="head"/>.</summary>
    public static EventPlace In(TraceHead head) => new(head.Origin?.Kind ?? TraceSourceKind.Engine);
}
