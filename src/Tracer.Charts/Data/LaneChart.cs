using Tracer.Analysis.Replay;

namespace Tracer.Charts.Data;

/// <summary>
/// Tasks side by side around a finding. X counts the events that are drawn, so that each has room; the ticks give their sequence numbers.
/// </summary>
/// <param name="Lanes">One a task, from the top.</param>
/// <param name="Breaks">Where events are left out, on the X axis.</param>
/// <param name="Violation">The culprit's place on the X axis, or that of what was asked for, and what is written there.</param>
/// <param name="Key">The explanation: what the letters stand for, what follows, what harm was seen.</param>
/// <param name="LeftOut">How much of the window is not drawn, as a sentence; null if all of it is.</param>
public sealed record LaneChart(
    string Title, string Subtitle, Axis X, Axis Y, IReadOnlyList<Lane> Lanes, IReadOnlyList<double> Breaks, Tick Violation, IReadOnlyList<KeyLine> Key, string? LeftOut)
    : Chart(Title, Subtitle, X, Y)
{
    /// <summary>What <see cref="Violation"/> is.</summary>
    public Focus Focus { get; init; } = Focus.Breach;
}

/// <summary>What the line through a chart marks.</summary>
public enum Focus
{
    /// <summary>The event that breaks the rule.</summary>
    Breach,

    /// <summary>The place that was asked for.</summary>
    Place,

    /// <summary>There is no line.</summary>
    None,
}

/// <summary>A task: marks on its line, spans in rows below.</summary>
public sealed record Lane(string Name, int Rows, IReadOnlyList<Span> Spans, IReadOnlyList<Mark> Marks);

/// <summary>One line of the explanation, not yet broken to the width of the page.</summary>
/// <param name="Lead">What it begins: <c>Let</c>, <c>Then</c>, <c>Seen</c>; empty if it goes on with what the line above began.</param>
public readonly record struct KeyLine(string Lead, string Text);
