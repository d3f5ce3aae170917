using System.Text;

namespace Tracer.Traces.Ftrace.Probes;

/// <summary>Which of the probes that change the meaning of others a trace has, as its beginning shows.</summary>
/// <param name="SpinReturns">The return of spin_lock is probed: a lock is held from there on, not from its call.</param>
/// <param name="Stores">Prefixes of the stores that are probed inside functions that are probed too.</param>
internal sealed record ProbesSeen(bool SpinReturns, IReadOnlySet<string> Stores)
{
    public static ProbesSeen In(ReadOnlySpan<byte> beginning, KernelGeneration generation)
    {
        var stores = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in ProbeTable.Of(generation))
            if (row.Store is { } store && beginning.IndexOf(Encoding.ASCII.GetBytes(store)) >= 0) stores.Add(store);
        return new ProbesSeen(beginning.IndexOf("spin_locked: "u8) >= 0, stores);
    }

    public bool Equals(ProbesSeen? other) => other is not null && SpinReturns == other.SpinReturns && Stores.SetEquals(other.Stores);

    public override int GetHashCode() => HashCode.Combine(SpinReturns, Stores.Count);
}
