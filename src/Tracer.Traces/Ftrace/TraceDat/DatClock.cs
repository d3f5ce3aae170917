namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>How the times of records become those of events.</summary>
/// <param name="Multiplier">Nanoseconds of 2^<paramref name="Shift"/> ticks, where the clock is a counter of the CPU that trace-cmd was told to convert; 0 elsewhere.</param>
/// <param name="Shift">See there.</param>
/// <param name="Offset">What is added, in nanoseconds.</param>
internal readonly record struct DatClock(uint Multiplier, int Shift, long Offset)
{
    public long TimeOf(long recorded) =>
        unchecked((Multiplier == 0 ? recorded : (long)((UInt128)(ulong)recorded * Multiplier >> Shift)) + Offset);
}
