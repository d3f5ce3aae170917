namespace Tracer.Reports.Charts;

/// <summary>
/// Tasks side by side around a finding. X counts the events that are drawn, so that each has room; the ticks give their sequence numbers.
/// </summary>
/// <param name="Lanes">One a task, from the top.</param>
/// <param name="Breaks">Where events are left out, on the X axis.</param>
/// <param name="Violation">The culprit's place on the X axis, and what is written there.</param>
/// <param name="Key">The explanation: what the tags stand for, what follows, what harm was seen.</param>
public sealed record LaneChart(
    string Title, string Subtitle, Axis X, Axis Y, IReadOnlyList<Lane> Lanes, IReadOnlyList<double> Breaks, Tick Violation, IReadOnlyList<string> Key)
    : Chart(Title, Subtitle, X, Y);

/// <summary>A task: marks on its line, spans in rows below.</summary>
public sealed record Lane(string Name, int Rows, IReadOnlyList<Span> Spans, IReadOnlyList<Mark> Marks);

/// <summary>Something that lasts.</summary>
/// <param name="Row">Counted from 0 downwards; spans of one row do not overlap.</param>
/// <param name="BeganBefore">It began before what is drawn.</param>
/// <param name="GoesOn">It ends after what is drawn, or never.</param>
public sealed record Span(double From, double To, int Row, SpanKind Kind, string Label, bool BeganBefore, bool GoesOn);

/// <summary>Something that happens.</summary>
/// <param name="Label">In words.</param>
/// <param name="Tag">Its letter if it is a witness; the id of the oracle if harm was seen there; else null.</param>
/// <param name="IsCulprit">It breaks the rule.</param>
public sealed record Mark(double At, MarkKind Kind, string Label, string? Tag, bool IsCulprit);

public enum SpanKind
{
    Operation,
    Lock,
    PageTableLock,
    AtomicSection,
    Bracket,
    Callback,
    DeviceFault,
}

public enum MarkKind
{
    Change,
    Invalidation,
    Flush,
    DeviceMapping,
    DeviceUnmapping,
    DeviceAccess,
    PageFreed,

    /// <summary>A witness that is none of the others, such as a lock taken.</summary>
    Witness,
}
