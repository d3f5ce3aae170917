namespace Tracer.Analysis.Findings;

/// <summary>One way to break a rule.</summary>
/// <param name="Code">Rule id, dot, clause: <c>N07.bytes</c>.</param>
/// <param name="Because">
/// The sentence behind "Then". <c>{role}</c> stands for a witness and is printed as its letter (A, B, C); the culprit's role is <c>culprit</c>.
/// <c>{role:extent}</c> is the addresses that it changes or speaks of.
/// </param>
public sealed record Reason(string Code, string Because)
{
    /// <summary>Nothing that happened before the first of its witnesses would excuse it: lines that are missing there do not matter.</summary>
    public bool LiesBetweenWitnesses { get; init; }

    /// <summary>It is broken because no bracket is open around its witnesses.</summary>
    public bool LacksBracket { get; init; }
}
