using ScottPlot;

namespace Tracer.Charts.Drawing;

/// <summary>Lines on a fill, which tell apart in grey what colours tell apart on a screen.</summary>
public enum Hatch
{
    None,
    Rising,
    Falling,
    Upright,
    Level,
    Crossed,
}

internal static class HatchLines
{
    /// <summary>The lines of a hatch, cut at the edges of the rectangle.</summary>
    /// <remarks>As lines and not as ScottPlot's hatches, which are tiles of pixels: a picture in vectors stays one.</remarks>
    public static IEnumerable<PixelLine> Of(Hatch hatch, PixelRect area, float step) => hatch switch
    {
        Hatch.Rising => Slanted(area, step, rises: true),
        Hatch.Falling => Slanted(area, step, rises: false),
        Hatch.Upright => Steps(area.Left, area.Right, step).Select(x => new PixelLine(x, area.Top, x, area.Bottom)),
        Hatch.Level => Steps(area.Top, area.Bottom, step).Select(y => new PixelLine(area.Left, y, area.Right, y)),
        Hatch.Crossed => Slanted(area, step, rises: true).Concat(Slanted(area, step, rises: false)),
        _ => [],
    };

    private static IEnumerable<float> Steps(float from, float to, float step)
    {
        for (var at = from + step / 2; at < to; at += step) yield return at;
    }

    // Under 45 degrees: a line that leaves through a side is cut there.
    private static IEnumerable<PixelLine> Slanted(PixelRect area, float step, bool rises)
    {
        var height = area.Bottom - area.Top;
        foreach (var foot in Steps(area.Left - height, area.Right, step))
        {
            var (from, to) = (Math.Max(foot, area.Left), Math.Min(foot + height, area.Right));
            if (from >= to) continue;
            yield return rises
                ? new PixelLine(from, area.Bottom - (from - foot), to, area.Bottom - (to - foot))
                : new PixelLine(from, area.Top + (from - foot), to, area.Top + (to - foot));
        }
    }
}
