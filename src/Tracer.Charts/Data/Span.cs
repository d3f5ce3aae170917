using Tracer.Analysis.Replay;

namespace Tracer.Charts.Data;

/// <summary>Something that lasts.</summary>
/// <param name="Row">Counted from 0 downwards; spans of one row do not overlap.</param>
/// <param name="BeganBefore">It began before what is drawn.</param>
/// <param name="GoesOn">It reaches beyond what is drawn: it ends later, or never.</param>
/// <param name="End">How it ended.</param>
public sealed record Span(double From, double To, int Row, SpanKind Kind, string Label, bool BeganBefore, bool GoesOn, SpanEnd End)
{
    /// <summary>The trace shows its end alone: from when on it lasted is not known.</summary>
    public bool IsBeginUnknown { get; init; }

    /// <summary>It was not there, and should have been.</summary>
    public bool IsMissing { get; init; }
}
