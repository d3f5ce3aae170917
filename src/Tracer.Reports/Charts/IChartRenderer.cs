namespace Tracer.Reports.Charts;

/// <summary>Draws a chart in one file format.</summary>
public interface IChartRenderer
{
    /// <summary>The file name's ending, without the dot: <c>svg</c>, <c>png</c>.</summary>
    string Format { get; }

    void Render(Chart chart, Stream output);
}
