using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>A bracket ends with a matching range_end, or is given up as never ended.</summary>
/// <param name="Bracket">The bracket.</param>
/// <param name="Deadline">The matching range_end, or the event by which it should have come.</param>
/// <param name="Paired">True if it ended.</param>
public readonly record struct BracketClosed(Bracket Bracket, VmEvent Deadline, bool Paired);
