namespace Tracer.Analysis.Findings;

/// <summary>One breach, one name: where a rule is silent because another names the same.</summary>
/// <param name="To">The rule that speaks, or one of its reasons: <c>D24</c>, <c>D05.apart</c>.</param>
/// <param name="Because">Why the other's name is the better one; a sentence part.</param>
/// <remarks>
/// If both speak of one culprit at one event, the finding of the rule that yields is dropped. A rule may also see by its own conditions that the other will
/// speak, now or later; <see cref="Example"/> shows that it does.
/// </remarks>
public sealed record Yield(string To, string Because)
{
    /// <summary>The reason of the yielding rule that gives way; null for all of them.</summary>
    public string? From { get; init; }

    /// <summary>A script in which the other rule speaks and the yielding one would, but for this.</summary>
    public required string Example { get; init; }

    /// <summary>The protocol under which the example is judged.</summary>
    public string Protocol { get; init; } = "4.14";

    /// <summary>True if a finding of the yielding rule gives way to a finding of the other's.</summary>
    public bool Covers(Reason mine, RuleInfo other, Reason theirs) =>
        (From is null || From == mine.Code) && (To == other.Id || To == theirs.Code);
}
