namespace Tracer.Traces.Ftrace.Definitions;

/// <summary>What an event of a capture is made of.</summary>
public enum ProbeKind
{
    /// <summary>A kprobe on a function's first instruction.</summary>
    Entry,

    /// <summary>A kprobe on a function's return.</summary>
    Return,

    /// <summary>The kernel's own event.</summary>
    Tracepoint,
}

/// <summary>Which kernels have an event, by the lock that PREEMPT_RT puts in the place of spinlock_t.</summary>
public enum ProbePreemption
{
    /// <summary>All.</summary>
    Any,

    /// <summary>Those without PREEMPT_RT.</summary>
    NotRealTime,

    /// <summary>Those with PREEMPT_RT.</summary>
    RealTime,
}

/// <summary>One way to make an event that the reader has a row for. Where a name stands twice in a list, the first way that the kernel takes is the one.</summary>
/// <param name="Group">The group of the event, or a tracepoint's subsystem: what tells apart two events of one name.</param>
/// <param name="Name">The event's name, as in the reader's rows.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="Function">The probed function; empty for a tracepoint.</param>
/// <param name="Parameters">Names of the function's parameters from the first on, as far as they are fetched.</param>
/// <param name="Arguments">What is fetched.</param>
public sealed record ProbeDefinition(
    string Group, string Name, ProbeKind Kind, string Function, IReadOnlyList<string> Parameters, IReadOnlyList<FetchArgument> Arguments)
{
    /// <summary>The kernels that have it.</summary>
    public KernelVersionRange Kernels { get; init; } = DefinedKernels.All;

    /// <summary>Those of <see cref="Kernels"/> in which the parameters are known to stand in this order; null if in all. In others they are fetched by name or not at all.</summary>
    public KernelVersionRange? Places { get; init; }

    public ProbePreemption Preemption { get; init; }

    /// <summary>Another function that makes the same event beside the one before: kernels with lockdep have two for some locks.</summary>
    public bool IsAddition { get; init; }

    /// <summary>It is one of the dozen by which a trace says most for the least cost.</summary>
    public bool IsMinimal { get; init; }

    /// <summary>Group and name.</summary>
    public string Event => $"{Group}/{Name}";

    /// <summary>The definition with the arguments as a kernel understands them that knows names of parameters and members, from 6.6 on.</summary>
    public string ByName(string prefix) => Define(prefix, Arguments.Select(argument => argument.ByName));

    /// <summary>The definition with the arguments by register and offset; null if the layout does not tell where one of them is.</summary>
    public string? ByPlace(string prefix, IKernelLayout layout)
    {
        var arguments = Arguments.Select(argument => argument.ByPlace(this, layout)).ToList();
        return arguments.Contains(null) ? null : Define(prefix, arguments!);
    }

    private string Define(string prefix, IEnumerable<string> arguments) =>
        string.Join(' ', [$"{(Kind == ProbeKind.Return ? 'r' : 'p')}:{prefix}{Event}", Function, .. arguments]);
}
