namespace Tracer.Analysis.Explaining;

/// <summary>Who did it, as a reader names him: the task, or an interrupt that came upon it and has nothing to do with it but the CPU.</summary>
public static class ContextWords
{
    /// <summary><c>mmw-98</c>, <c>mmw-98/hardirq</c>.</summary>
    public static string Of(in EventHeader header, Names names) => header.Context switch
    {
        var flags when flags.HasFlag(ContextFlags.HardIrq) => $"{names.Of(header.Task)}/hardirq",
        var flags when flags.HasFlag(ContextFlags.SoftIrq) => $"{names.Of(header.Task)}/softirq",
        _ => names.Of(header.Task),
    };
}
