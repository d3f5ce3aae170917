using Tracer.Analysis.Findings;

namespace Tracer.Charts.Data;

/// <summary>A table whose cells are shaded. Columns and rows are one unit wide, a tick in the middle of each; rows go downwards.</summary>
/// <param name="Groups">Runs of rows that belong together: where each begins, and its name.</param>
public sealed record MatrixChart(
    string Title, string Subtitle, Axis X, Axis Y, IReadOnlyList<Tick> Groups, IReadOnlyList<MatrixCell> Cells) : Chart(Title, Subtitle, X, Y);

/// <summary>One cell.</summary>
/// <param name="Gravest">The severity of the gravest rule that is broken in it; null if none is.</param>
/// <param name="Words">What stands in it, the most important first: what does not fit is only counted.</param>
/// <param name="IsStuck">Some of its runs could not finish.</param>
/// <param name="Tip">All of it, in words.</param>
public sealed record MatrixCell(int Column, int Row, Severity? Gravest, IReadOnlyList<string> Words, bool IsStuck, string Tip);
