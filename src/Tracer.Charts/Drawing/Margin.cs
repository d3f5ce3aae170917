using ScottPlot;

namespace Tracer.Charts.Drawing;

/// <summary>Something of ours outside the axes of a plot, such as what stands above and below it.</summary>
internal abstract class Margin(Edge edge) : IPanel
{
    public bool IsVisible { get; set; } = true;

    public float MinimumSize { get; set; }

    public float MaximumSize { get; set; } = float.MaxValue;

    public Edge Edge { get; } = edge;

    public bool ShowDebugInformation { get; set; }

    /// <summary>How much room it takes.</summary>
    public abstract float Size { get; }

    public float Measure(Paint paint) => Size;

    public PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint) => PixelRect.Zero;

    public void Render(RenderPack rp, float size, float offset) => Draw(new Pen(rp), rp.ScaledFigureRect);

    /// <param name="pen">What to draw with.</param>
    /// <param name="page">The whole picture.</param>
    protected abstract void Draw(Pen pen, PixelRect page);
}
