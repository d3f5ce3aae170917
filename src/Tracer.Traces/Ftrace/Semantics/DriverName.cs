namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>What a driver is called, by the function of its that the core calls: its module, or the prefix that its functions share.</summary>
internal static class DriverName
{
    // Two words before the rest of the function's name: the first alone names a family.
    private static readonly string[] Pairs = ["arm_smmu", "ib_umem"];

    // What a callback does, which some drivers leave to stand for themselves: mn_invl_range_start, mmu_notifier_range_start.
    private static readonly string[] Generic = ["", "mn", "mmu", "tid", "invalidate", "release", "notifier"];

    /// <summary>Null if neither tells.</summary>
    public static string? Of(string? function, string? module)
    {
        if (module is not null) return module;
        if (function is null) return null;
        if (Array.Find(Pairs, pair => function.StartsWith(pair + "_", StringComparison.Ordinal)) is { } known) return known;
        var underscore = function.IndexOf('_', StringComparison.Ordinal);
        var prefix = underscore < 0 ? "" : function[..underscore];
        return Generic.Contains(prefix) ? null : prefix;
    }
}
