using Tracer.Analysis.Findings;

namespace Tracer.Analysis.Explaining;

/// <summary>How a person finds an event again: <c>#2417</c>, or <c>line 2417</c> where the source is a text. Only this knows how sequence numbers of a source are shown.</summary>
public readonly record struct EventPlace(TraceSourceKind Source)
{
    /// <summary>True if events lie on lines.</summary>
    public bool CountsLines => Source is TraceSourceKind.FtraceText or TraceSourceKind.FtraceReport;

    /// <summary>From one place to the next, in sequence numbers.</summary>
    public int Step => CountsLines ? LineSequence.PerLine : 1;

    /// <summary>The number that a person reads and types: of the line, which several events may share, or of the event.</summary>
    public long Number(long sequence) => CountsLines ? LineSequence.LineOf(sequence) : sequence;

    /// <summary>The line; null where there are none.</summary>
    public long? Line(long sequence) => CountsLines ? LineSequence.LineOf(sequence) : null;

    /// <summary>The sequence numbers of all that lies between two numbers as a person types them, both included.</summary>
    public (long First, long Last) Between(long from, long to) => CountsLines ? (LineSequence.First(from), LineSequence.Last(to)) : (from, to);

    public string Of(long sequence) => CountsLines ? $"line {LineSequence.LineOf(sequence)}" : $"#{sequence}";

    public string Of(in VmEvent e) => Of(e.Header.Sequence);

    /// <summary>How events of this source are found in <paramref name="head"/>.</summary>
    public static EventPlace In(TraceHead head) => new(head.Origin?.Kind ?? TraceSourceKind.Engine);
}
