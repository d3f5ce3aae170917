namespace Tracer.Analysis.Eras;

/// <summary>Which eras a trace may come from, by the protocol or kernel its source names.</summary>
public static class EraOf
{
    /// <summary>First kernel of each era that is one of releases.</summary>
    private static readonly (KernelVersion First, Era Era)[] Firsts =
    [
        (new(2, 6), Era.E0), (new(3, 0), Era.E1), (new(3, 7), Era.E2), (new(4, 11), Era.E3), (new(4, 13), Era.E6),
        (new(4, 15), Era.E7), (new(4, 16), Era.E8), (new(6, 6), Era.E9), (new(6, 10), Era.E10),
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
        return KernelVersionRange.TryParse(name, out var range) ? Between(range)
            : throw new ArgumentException($"'{name}' is no kernel version; allowed are 6.1, what `uname -r` prints, 4.15-6.5, 6.6+ or the name of a protocol");
    }

    /// <summary>The eras of these kernels.</summary>
    public static Era Between(KernelVersionRange kernels)
    {
        var eras = At(kernels.First) | At(kernels.Last);
        foreach (var (begin, era) in Firsts)
            if (begin > kernels.First && begin <= kernels.Last) eras |= era;
        return eras;
    }

    private static Era At(KernelVersion version)
    {
        var at = Era.E0;
        foreach (var (begin, era) in Firsts)
            if (begin <= version) at = era;
        return at;
    }
}
