using Tracer.Analysis.State;

namespace Tracer.Analysis.Explaining;

/// <summary>A finding in words: what is given, what follows, what was held, what harm was seen.</summary>
/// <param name="Header">Which rule, where, whose fault, and the rule in a sentence.</param>
/// <param name="Let">One line for each witness, in order of sequence; <see cref="Letters.At"/> of its index is its name.</param>
/// <param name="Then">The reason, by the witnesses' letters.</param>
/// <param name="Held">Locks, open brackets and preempt depth of the culprit's task at that moment.</param>
/// <param name="Seen">What oracles saw of the harm; empty if nothing.</param>
public sealed record Explanation(string Header, IReadOnlyList<string> Let, string Then, string Held, IReadOnlyList<string> Seen);
