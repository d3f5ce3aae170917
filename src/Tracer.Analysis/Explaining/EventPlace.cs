using Tracer.Analysis.Findings;

namespace Tracer.Analysis.Explaining;

/// <summary>How a person finds an event again: <c>#2417</c>, or <c>line 2417</c> where the source is a text.</summary>
public readonly record struct EventPlace(TraceSourceKind Source)
{
    /// <summary>True if the sequence number of an event is the number of its line.</summary>
    public bool CountsLines => Source is TraceSourceKind.FtraceText or TraceSourceKind.FtraceReport;

    public string Of(long sequence) => CountsLines ? $"line {sequence}" : $"#{sequence}";

    public string Of(in VmEvent e) => Of(e.Header.Sequence);

    /// <summary>How events of this source are found in <paramref name="head"/>.</summary>
    public static EventPlace In(TraceHead head) => new(head.Origin?.Kind ?? TraceSourceKind.Engine);
}
