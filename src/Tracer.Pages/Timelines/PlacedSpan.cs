using Tracer.Analysis.Replay;

namespace Tracer.Pages.Timelines;

/// <summary>Something that lasts, from one place in the order of events to another.</summary>
/// <param name="Span">What lasted.</param>
/// <param name="From">The place of its first event; -1 if that came before the trace.</param>
/// <param name="To">The place of its last; the number of events if it has not ended.</param>
internal readonly record struct PlacedSpan(SpanEnded Span, long From, long To);
