using System.Globalization;

namespace Tracer.Analysis.Eras;

/// <summary>Which eras a trace may come from, by the protocol or kernel its source names.</summary>
public static class EraOf
{
    /// <summary>First kernel of each era from E6 on, as (major, minor).</summary>
    private static readonly (int Major, int Minor, Era Era)[] Firsts =
    [
        (2, 6, Era.E0), (3, 0, Era.E1), (3, 7, Era.E2), (4, 11, Era.E3), (4, 13, Era.E6),
        (4, 15, Era.E7), (4, 16, Era.E8), (6, 6, Era.E9), (6, 10, Era.E10),
    ];

    /// <summary>The eras of an origin; every era since notifiers bracket reverse-map changes if nothing is known, for older kernels leave no such traces.</summary>
    public static Era Origin(TraceOrigin origin) =>
        (origin.Protocol ?? origin.Kernel) is { } name ? Named(name) : Era.E6 | Era.E7 | Era.E8 | Era.E9 | Era.E10;

    /// <summary>The eras of <c>4.14</c>, <c>4.15-6.5</c>, <c>6.6+</c> or a commit that made an era of its own.</summary>
    /// <exception cref="ArgumentException">The text is none of these.</exception>
    public static Era Named(string name)
    {
        // The commits that the revert is about lie between two releases and are eras of their own.
        if (name.StartsWith("aac2fea9", StringComparison.Ordinal)) return Era.E4;
        if (name.StartsWith("785373b4", StringComparison.Ordinal)) return Era.E5;
        if (name.EndsWith('+')) return Between(Version(name[..^1], name), (int.MaxValue, 0));
        if (name.Split('-') is [var first, var last]) return Between(Version(first, name), Version(last, name));
        return Between(Version(name, name), Version(name, name));
    }

    private static Era Between((int Major, int Minor) first, (int Major, int Minor) last)
    {
        var eras = At(first) | At(last);
        foreach (var (major, minor, era) in Firsts)
            if ((major, minor).CompareTo(first) > 0 && (major, minor).CompareTo(last) <= 0) eras |= era;
        return eras;
    }

    private static Era At((int Major, int Minor) version)
    {
        var at = Era.E0;
        foreach (var (major, minor, era) in Firsts)
            if ((major, minor).CompareTo(version) <= 0) at = era;
        return at;
    }

    private static (int Major, int Minor) Version(string text, string whole)
    {
        var parts = text.Split('.');
        if (parts.Length >= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor))
            return (major, minor);
        throw new ArgumentException($"'{whole}' is no kernel version; allowed are 6.1, 6.1.176, 4.15-6.5, 6.6+ or the name of a protocol");
    }
}
