using Tracer.Analysis.Replay;

namespace Tracer.Charts.Data;

/// <summary>Counts in bins of equal width, stacked.</summary>
/// <param name="BinWidth">In units of the X axis; the first bin begins at its lower end.</param>
/// <param name="Series">From the bottom of the stack.</param>
public sealed record BarChart(string Title, string Subtitle, Axis X, Axis Y, double BinWidth, IReadOnlyList<BarSeries> Series) : Chart(Title, Subtitle, X, Y)
{
    /// <summary>The series are named above the bars; where each has a place of its own on the axis, they are named there.</summary>
    public bool NamesSeries { get; init; } = true;

    /// <summary>The lines below the chart.</summary>
    public IReadOnlyList<KeyLine> Key { get; init; } = [];
}

/// <summary>Counts of one sort, a number a bin.</summary>
/// <param name="Name">Of a rule its id.</param>
/// <param name="Counts">A number a bin.</param>
public sealed record BarSeries(string Name, IReadOnlyList<int> Counts)
{
    /// <summary>What lasted, where that is counted; null of rules.</summary>
    public SpanKind? Kind { get; init; }
}
