using System.Text;

namespace Tracer.Traces.Ftrace.Probes;

/// <summary>Which of the probes that change the meaning of others a trace has, and of which architecture it is, as its beginning shows.</summary>
/// <param name="SpinReturns">The return of spin_lock is probed: a lock is held from there on, not from its call.</param>
/// <param name="Stores">Prefixes of the stores that are probed inside functions that are probed too.</param>
/// <param name="IsX86">The kernel is one of x86-64.</param>
internal sealed record ProbesSeen(bool SpinReturns, IReadOnlySet<string> Stores, bool IsX86)
{
    public static ProbesSeen In(ReadOnlySpan<byte> beginning, KernelGeneration generation)
    {
        var stores = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in ProbeTable.Of(generation))
            if (row.Store is { } store && beginning.IndexOf(Encoding.ASCII.GetBytes(store)) >= 0) stores.Add(store);
        return new ProbesSeen(beginning.IndexOf("spin_locked: "u8) >= 0, stores, ShowsX86(beginning));
    }

    public bool Equals(ProbesSeen? other) => other is not null && SpinReturns == other.SpinReturns && IsX86 == other.IsX86 && Stores.SetEquals(other.Stores);

    public override int GetHashCode() => HashCode.Combine(SpinReturns, Stores.Count);

    // Only x86 has this event, and its kernel's text lies in the highest two gigabytes but one.
    private static bool ShowsX86(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf(": page_fault_user: "u8) >= 0 || text.IndexOf("__x64_sys_"u8) >= 0) return true;
        ReadOnlySpan<byte> kernelText = "ffffffff"u8;
        for (int from = 0, found; (found = text[from..].IndexOf(kernelText)) >= 0; from += found + 1)
            if (from + found + 8 < text.Length && text[from + found + 8] is (byte)'8' or (byte)'9' or (byte)'a' or (byte)'b') return true;
        return false;
    }
}
