using System.Globalization;
using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>Axes whose ticks stand at round numbers.</summary>
internal static class Axes
{
    private const int TicksWanted = 8;

    /// <summary>From the round number at or below <paramref name="from"/> to the one at or above <paramref name="to"/>.</summary>
    public static Axis Even(string label, double from, double to) => Build(label, from, to, Step((to - from) / TicksWanted));

    /// <summary>From 0 upwards, in whole steps.</summary>
    public static Axis Whole(string label, int to) => Build(label, 0, Math.Max(to, 1), Math.Max(1, Step(to / (double)TicksWanted)));

    private static Axis Build(string label, double from, double to, double step)
    {
        var first = Math.Floor(from / step);
        var last = Math.Ceiling(to / step);
        var ticks = new List<Tick>();
        for (var i = first; i <= last; i++) ticks.Add(new Tick(i * step, (i * step).ToString(step < 1 ? "0.######" : "#,0", CultureInfo.InvariantCulture)));
        return new Axis(label, first * step, last * step, ticks);
    }

    // 1, 2 or 5 times a power of ten, at least as large as asked for.
    private static double Step(double least)
    {
        if (least <= 0) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return (least / power) switch
        {
            <= 1 => power,
            <= 2 => 2 * power,
            <= 5 => 5 * power,
            _ => 10 * power,
        };
    }
}
