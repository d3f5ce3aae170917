namespace Tracer.Analysis.Explaining;

/// <summary>Who did it: the task, or an interrupt that came upon it and has nothing to do with it but the CPU.</summary>
public static class ContextWords
{
    /// <summary><c>mmw-98</c>, <c>mmw-98/hardirq</c>.</summary>
    public static string Of(in EventHeader header, Names names) => header.Context switch
    {
        var flags when flags.HasFlag(ContextFlags.HardIrq) => $"{names.Of(header.Task)}/hardirq",
        var flags when flags.HasFlag(ContextFlags.SoftIrq) => $"{names.Of(header.Task)}/softirq",
        _ => names.Of(header.Task),
    };

    /// <summary>True if two events happened in the same context: of one task, and both in an interrupt, or none.</summary>
    public static bool AreOne(in EventHeader one, in EventHeader other) => one.Task == other.Task && IsInterrupt(one.Context) == IsInterrupt(other.Context);

    private static bool IsInterrupt(ContextFlags context) => (context & (ContextFlags.HardIrq | ContextFlags.SoftIrq)) != 0;
}
