using ScottPlot;

namespace Tracer.Charts.Drawing;

/// <summary>Something of ours between the axes of a plot. It must keep inside them: an SVG is not cut there.</summary>
internal abstract class Layer : IPlottable
{
    private readonly List<Tip> tips = [];

    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    /// <summary>What a pointer that rests on a place of the picture is told; known once it was drawn.</summary>
    public IReadOnlyList<Tip> Tips => tips;

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        tips.Clear();
        Draw(new Pen(rp));
    }

    protected abstract void Draw(Pen pen);

    protected void Tell(PixelRect area, string text) => tips.Add(new Tip(area, text));

    protected float X(double at) => Axes.GetPixelX(at);

    protected float Y(double at) => Axes.GetPixelY(at);
}

/// <summary>Words that belong to a place of the picture and are not written there.</summary>
internal readonly record struct Tip(PixelRect Area, string Text);
