namespace Tracer.Analysis.Findings;

/// <summary>What is said of a trace as a whole.</summary>
public enum TraceVerdict
{
    Holds,
    Violated,

    /// <summary>Events are missing inside, or nothing at all was put to the test.</summary>
    Inconclusive,

    /// <summary>The file is no trace, or not to be read.</summary>
    Unreadable,
}
