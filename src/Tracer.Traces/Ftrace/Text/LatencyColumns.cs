namespace Tracer.Traces.Ftrace.Text;

/// <summary>The latency columns of a line: five of them, four on old kernels, or seven on a PREEMPT_RT kernel.</summary>
internal static class LatencyColumns
{
    public const int RealtimeWidth = 7;
    private const int Width = 5;
    private const int OldWidth = 4;

    /// <summary>Writes depth and context into the header. Without columns, or with such as no kernel prints, both are unknown.</summary>
    public static void Read(ReadOnlySpan<byte> flags, bool realtime, ref EventHeader header)
    {
        var context = realtime ? ContextFlags.Realtime : ContextFlags.None;
        var interrupt = realtime ? 3 : 2;
        if (flags.Length <= interrupt + 1 || !AreIrqs(flags[0]) || Depth(flags[interrupt + 1]) is not (>= 0 and var depth))
        {
            header.PreemptDepth = EventHeader.UnknownDepth;
            header.Context = context;
            return;
        }

        switch (flags[interrupt])
        {
            case (byte)'h': context |= ContextFlags.HardIrq; break;
            case (byte)'H': context |= ContextFlags.HardIrq | ContextFlags.SoftIrq; break;
            case (byte)'s': context |= ContextFlags.SoftIrq; break;
            case (byte)'Z' or (byte)'z':
                header.Context = context;
                header.PreemptDepth = (byte)depth;
                IsTrap(ref header);
                return;
        }

        if (flags[0] is (byte)'d' or (byte)'D') context |= ContextFlags.IrqsOff;
        header.Context = context;
        header.PreemptDepth = (byte)depth;
    }

    /// <summary>How many columns stand before the digits of a time that is not set apart from them.</summary>
    public static int WidthIn(ReadOnlySpan<byte> columnsAndTime)
    {
        foreach (var width in (ReadOnlySpan<int>)[Width, RealtimeWidth, OldWidth])
            if (columnsAndTime.Length > width + 1 && columnsAndTime[width..^1].IndexOfAnyExceptInRange((byte)'.', (byte)'9') < 0 && TextCursor.IsDecimal(columnsAndTime[width])) return width;
        return columnsAndTime.Length;
    }

    /// <summary>The columns are those of the trap of an int3 probe; what they say of the code that was hit is mended.</summary>
    public static void IsTrap(ref EventHeader header)
    {
        // The trap itself turns interrupts off, and the tracer takes 1 from the packed preempt word without a test:
        // 0 wraps to f. So `d` says nothing of the code that was hit, and the depth shown is one too low.
        header.Context = header.Context & ContextFlags.Realtime | ContextFlags.Nmi;
        if (header.HasDepth) header.PreemptDepth = (byte)(header.PreemptDepth == 15 ? 0 : header.PreemptDepth + 1);
    }

    private static bool AreIrqs(byte column) => column is (byte)'.' or (byte)'d' or (byte)'D' or (byte)'b' or (byte)'B' or (byte)'X' or (byte)'?';

    // -1 if no kernel prints it.
    private static int Depth(byte column) => column switch
    {
        >= (byte)'0' and <= (byte)'9' => column - '0',
        >= (byte)'a' and <= (byte)'f' => column - 'a' + 10,
        (byte)'.' => 0,
        _ => -1,
    };
}
