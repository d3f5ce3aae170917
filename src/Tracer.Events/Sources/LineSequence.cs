namespace Tracer.Events.Sources;

/// <summary>
/// The sequence numbers of a text, or of a trace.dat, whose records are its lines: a thousand a line, so that several
/// events of one line have numbers of their own, in order, and the line can still be read in them.
/// Its first event has the line's number times a thousand.
/// </summary>
public static class LineSequence
{
    /// <summary>Most events that one line tells with a number each; a store of many entries at once tells 512. Events beyond it share the last number.</summary>
    public const int PerLine = 1000;

    /// <summary>The number of a line's first event.</summary>
    public static long First(long line) => line * PerLine;

    /// <summary>The number of a line's last event, at most.</summary>
    public static long Last(long line) => First(line) + PerLine - 1;

    /// <summary>The line of an event, counted from 1.</summary>
    public static long LineOf(long sequence) => sequence / PerLine;

    /// <summary>The next number on the same line.</summary>
    public static long Next(long sequence) => sequence % PerLine == PerLine - 1 ? sequence : sequence + 1;
}
