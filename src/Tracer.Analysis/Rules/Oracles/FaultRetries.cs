namespace Tracer.Analysis.Rules.Oracles;

/// <summary>How often a device fault started again with nothing to show for it.</summary>
/// <param name="First">The first retry counted.</param>
/// <param name="Last">The last.</param>
/// <param name="Count">Retries since something moved that can excuse them.</param>
/// <param name="Excuses">How often operations of other tasks have excused it so far.</param>
internal readonly record struct FaultRetries(SecondaryFaultRetried First, SecondaryFaultRetried Last, int Count, int Excuses)
{
    /// <summary>With one more.</summary>
    /// <param name="retry">The retry.</param>
    /// <param name="stored">Sequence at which an entry of the address space last changed.</param>
    /// <param name="boundary">Sequence at which an operation of any task last began or ended.</param>
    /// <param name="excuses">How often such a one is an excuse.</param>
    public FaultRetries And(in SecondaryFaultRetried retry, long stored, long boundary, int excuses)
    {
        var last = Last.Header.Sequence;
        if (Count == 0 || stored > last || First.Driver != retry.Driver || First.Address != retry.Address) return new(retry, retry, 1, 0);
        return boundary > last && Excuses < excuses ? new(retry, retry, 1, Excuses + 1) : this with { Last = retry, Count = Count + 1 };
    }
}
