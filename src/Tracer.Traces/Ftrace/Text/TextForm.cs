using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>What kind of text it is, and of which kernel, as its beginning shows.</summary>
internal sealed record TextForm
{
    /// <summary>It has a line of a kernel trace.</summary>
    public bool IsTrace { get; init; }

    /// <summary>Where the first event's line ends; -1 if there is none.</summary>
    public int FirstEvent { get; init; } = -1;

    /// <summary>trace-cmd printed it, not the kernel.</summary>
    public bool IsReport { get; init; }

    /// <summary>A PREEMPT_RT kernel: its columns are wider, its spin locks sleep.</summary>
    public bool IsRealtime { get; init; }

    /// <summary>The depths in its probes' lines are too high, by one or two: an fprobe turns preemption off while it looks, at a return one time less than at a call.</summary>
    public bool CountsFprobes { get; init; }

    /// <summary>Somebody has broken its lines, so that what belongs to an event stands on several.</summary>
    public bool IsWrapped { get; init; }

    /// <summary>Tabs or spaces of a web page stand where the kernel printed spaces.</summary>
    public bool HasOddSpaces { get; init; }

    /// <summary>Lines come twice, one right behind the other.</summary>
    public bool IsDoubled { get; init; }

    /// <summary>Its lines were cut at this width; 0 if they were not.</summary>
    public int CutWidth { get; init; }

    /// <summary>The machine that is named before each line; null if none is.</summary>
    public MachineName? Machine { get; init; }

    /// <summary>Another machine that is named before other lines; null if there is none.</summary>
    public MachineName? OtherMachine { get; init; }

    public required KernelEvidence Kernel { get; init; }

    public required ProbesSeen Seen { get; init; }
}
