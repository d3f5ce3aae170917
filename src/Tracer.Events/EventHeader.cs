using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events;

/// <summary>What every event carries: 28 bytes, no padding.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = Size)]
public record struct EventHeader
{
    public const int Size = 28;

    /// <summary>The preempt depth of a source that does not report one.</summary>
    public const byte UnknownDepth = byte.MaxValue;

    [Description("order of the event in its trace; on a text trace a thousand times the line number, plus how many events of the line come before it")]
    public long Sequence { get; set; }

    [Description("when, for plotting only; never orders events")]
    public long TimestampNs { get; set; }

    [Description("the task it happened on")]
    public TaskId Task { get; set; }

    [Description("the CPU it happened on; -1 if not told")]
    public short Cpu { get; set; }

    [Description("the function it happened in; 0 if not told")]
    public FunctionId Function { get; set; }

    [Description("what happened")]
    public EventKind Kind { get; set; }

    [Description("preempt depth as the source reports it, spin locks included; 255 if not told")]
    public byte PreemptDepth { get; set; }

    [Description("irqs off, interrupt context, reliability of the depth and of the place")]
    public ContextFlags Context { get; set; }

    [Description("reserved, 0")]
    public byte Reserved { get; set; }

    public readonly bool HasDepth => PreemptDepth != UnknownDepth;
}

/// <summary>The context flags of a line or of the engine's CPU.</summary>
[Flags]
public enum ContextFlags : byte
{
    None = 0,
    IrqsOff = 1,

    /// <summary>A softirq handler: another context under the same pid.</summary>
    SoftIrq = 2,

    /// <summary>A hardirq handler: another context under the same pid.</summary>
    HardIrq = 4,

    /// <summary>An NMI-like probe (int3): flags and depth of the line are those of the trap, one too low or wrapped.</summary>
    Nmi = 8,

    /// <summary>The source is a PREEMPT_RT kernel: spin locks sleep and do not count in the depth.</summary>
    Realtime = 16,

    /// <summary>No line shows it: that it happened is concluded from a line of its task, and it may have been before that line or behind it.</summary>
    Unplaced = 32,
}
