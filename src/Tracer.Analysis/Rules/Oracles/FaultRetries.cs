namespace Tracer.Analysis.Rules.Oracles;

/// <summary>How often a device fault started again with nothing to show for it.</summary>
/// <param name="First">The first retry counted.</param>
/// <param name="Last">Sequence of the last.</param>
/// <param name="Count">Retries since something else moved.</param>
internal readonly record struct FaultRetries(SecondaryFaultRetried First, long Last, int Count)
{
    /// <summary>With one more; <paramref name="moved"/> is the sequence at which something last happened that can excuse it.</summary>
    public FaultRetries And(in SecondaryFaultRetried retry, long moved) =>
        Count == 0 || moved > Last || First.Driver != retry.Driver || First.Address != retry.Address
            ? new(retry, retry.Header.Sequence, 1)
            : this with { Last = retry.Header.Sequence, Count = Count + 1 };
}
