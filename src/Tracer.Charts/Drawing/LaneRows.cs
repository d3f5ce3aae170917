using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>How high the parts of lanes lie, in pixels below the upper edge: a band for the violation's name, then each lane with its marks on a line and its spans in rows below.</summary>
internal sealed class LaneRows
{
    public const float SpanHeight = 17;
    private const float Callout = 30;
    private const float MarkRow = 42;
    private const float MarkLine = 30;
    private const float SpanRow = 20;
    private const float Padding = 8;
    private readonly float[] tops;

    public LaneRows(LaneChart chart)
    {
        tops = new float[chart.Lanes.Count];
        Height = Callout;
        for (var i = 0; i < tops.Length; i++)
        {
            tops[i] = Height;
            Height += MarkRow + chart.Lanes[i].Rows * SpanRow + Padding;
        }
    }

    public float Height { get; }

    /// <summary>The middle of what names the violation.</summary>
    public static float CalloutMiddle => Callout / 2 - 1;

    /// <summary>Where a lane begins.</summary>
    public float Top(int lane) => tops[lane];

    /// <summary>The line that a lane's marks stand on.</summary>
    public float Marks(int lane) => tops[lane] + MarkLine;

    /// <summary>The upper edge of a row of spans.</summary>
    public float Row(int lane, int row) => tops[lane] + MarkRow + row * SpanRow;
}
