namespace Tracer.Traces.Ftrace.Text;

/// <summary>Says that a CPU lost events here: <c>CPU:0 [LOST 445 EVENTS]</c>, <c>CPU:0 [6893 EVENTS DROPPED]</c>, <c>CPU:1 [EVENTS DROPPED]</c>.</summary>
/// <param name="Cpu">-1 if that is not told.</param>
/// <param name="Count">How many; -1 if that is not told.</param>
internal readonly record struct LossMarker(int Cpu, long Count)
{
    public static LossMarker Of(ReadOnlySpan<byte> line)
    {
        var text = new TextCursor(line.TrimStart((byte)' '), "CPU:".Length);
        var cpu = text.TryDecimal(out var value) && value <= (ulong)short.MaxValue ? (int)value : -1;
        while (!text.IsAtEnd && !TextCursor.IsDecimal(text.Peek)) text.Skip(text.Peek);
        return new LossMarker(cpu, text.TryDecimal(out var lost) ? EntryCounts.Saturated(lost) : -1);
    }
}
