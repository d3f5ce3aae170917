using Tracer.Traces.Ftrace.Text;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>In which context a record was made: what the kernel prints as the latency columns.</summary>
internal static class RecordContext
{
    private const int IrqsOff = 0x01;
    private const int HardIrq = 0x08;
    private const int SoftIrq = 0x10;
    private const int Nmi = 0x40;
    private const int Depth = 0x0f;

    /// <param name="flags">What the field common_flags holds.</param>
    /// <param name="preempt">What the field common_preempt_count holds: the depth, and above it how often migration is disabled.</param>
    /// <param name="isRealtime">A PREEMPT_RT kernel.</param>
    /// <param name="header">Gets depth and context.</param>
    public static void Read(byte flags, byte preempt, bool isRealtime, ref EventHeader header)
    {
        header.PreemptDepth = (byte)(preempt & Depth);
        var context = isRealtime ? ContextFlags.Realtime : ContextFlags.None;
        if ((flags & Nmi) != 0)
        {
            header.Context = context;
            LatencyColumns.IsTrap(ref header);
            return;
        }

        if ((flags & IrqsOff) != 0) context |= ContextFlags.IrqsOff;
        if ((flags & HardIrq) != 0) context |= ContextFlags.HardIrq;
        if ((flags & SoftIrq) != 0) context |= ContextFlags.SoftIrq;
        header.Context = context;
    }
}
