namespace Tracer.Traces.Ftrace.Definitions;

/// <summary>The kernels that the definitions speak of.</summary>
public static class DefinedKernels
{
    public static KernelVersion First { get; } = new(5, 10);

    /// <summary>The last whose layouts are known: later ones are probed by name or not at all.</summary>
    public static KernelVersion Last { get; } = new(7, 3);

    /// <summary>The first that takes names of parameters and members.</summary>
    public static KernelVersion FirstWithNames { get; } = new(6, 6);

    public static KernelVersionRange All { get; } = new(First, KernelVersion.Last);

    internal static KernelVersionRange Since(int major, int minor) => new(new(major, minor), KernelVersion.Last);

    internal static KernelVersionRange Until(int major, int minor) => new(First, new(major, minor));

    internal static KernelVersionRange Between(int major, int minor, int lastMajor, int lastMinor) => new(new(major, minor), new(lastMajor, lastMinor));
}
