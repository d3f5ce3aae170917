namespace Tracer.Charts.Data;

/// <summary>Counts in bins of equal width, stacked.</summary>
/// <param name="BinWidth">In units of the X axis; the first bin begins at its lower end.</param>
/// <param name="Series">From the bottom of the stack.</param>
public sealed record BarChart(string Title, string Subtitle, Axis X, Axis Y, double BinWidth, IReadOnlyList<BarSeries> Series) : Chart(Title, Subtitle, X, Y);

/// <summary>The counts of one rule, a number a bin.</summary>
public sealed record BarSeries(string Name, IReadOnlyList<int> Counts);
