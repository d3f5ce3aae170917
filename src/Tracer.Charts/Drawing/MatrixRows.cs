using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>How high the rows of a matrix lie, in pixels below its upper edge: a row stands lower by a gap for every group that has begun.</summary>
internal sealed class MatrixRows(MatrixChart chart)
{
    public const float RowHeight = 22;
    public const float GroupGap = 10;

    public float Height => Top((int)chart.Y.To);

    public float Top(int row) => row * RowHeight + chart.Groups.Count(group => group.At <= row && group.At > 0) * GroupGap;

    public float Middle(int row) => Top(row) + RowHeight / 2;
}
