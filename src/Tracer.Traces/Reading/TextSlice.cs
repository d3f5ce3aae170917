namespace Tracer.Traces.Reading;

/// <summary>A part of a text that was written as a text of its own.</summary>
/// <param name="First">Its first line in the whole, counted from 1.</param>
/// <param name="Last">Its last.</param>
/// <param name="Begin">The line in the part at which the first stands.</param>
/// <param name="IsPart">Events were left out.</param>
public sealed record TextSlice(long First, long Last, int Begin, bool IsPart)
{
    /// <summary>Where a line of the whole stands in the part.</summary>
    public long LineOf(long line) => line - First + Begin;
}
