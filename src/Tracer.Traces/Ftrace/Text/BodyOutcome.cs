namespace Tracer.Traces.Ftrace.Text;

/// <summary>What the text behind an event's name turned out to be.</summary>
internal enum BodyOutcome
{
    /// <summary>It was read.</summary>
    Whole,

    /// <summary>Another event of this name, which means nothing here.</summary>
    Foreign,

    /// <summary>A part of it is not there, or is no value: what it told is not known.</summary>
    Damaged,
}
