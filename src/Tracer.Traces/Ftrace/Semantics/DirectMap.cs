namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>
/// Where the kernel maps physical memory: address-space randomisation moves the map by whole gigabytes.
/// An entry gives a table's frame, events of the table give its address in the map, and the formula of the locks gives how far they are apart modulo 64 GiB:
/// the first frame and table that fit tell where the map begins. Until then no frame's table is known.
/// </summary>
internal sealed class DirectMap(LockFormula formula)
{
    /// <summary>What the formula of the locks leaves open, in pages: 64 GiB.</summary>
    public const ulong Modulus = 1UL << 24;

    // By what is left of them modulo 64 GiB, counted from where the map begins.
    private readonly Dictionary<ulong, ulong> tables = [];
    private readonly Dictionary<ulong, ulong> frames = [];

    private ulong? found;

    /// <summary>The page that maps frame 0; null until it is known.</summary>
    public ulong? First => formula.IsUnrandomised ? LockFormula.UnrandomisedDirectMap >> 12 : found;

    /// <summary>A page table lies in this page.</summary>
    public void SawTable(ulong page)
    {
        if (!formula.IsConfirmed || First is not null) return;
        var residue = unchecked(page - formula.DirectMapResidue) % Modulus;
        tables[residue] = page;
        if (frames.TryGetValue(residue, out var frame)) found = page - frame;
    }

    /// <summary>An entry points to a page table in this frame.</summary>
    public void SawFrame(ulong frame)
    {
        if (!formula.IsConfirmed || First is not null) return;
        frames[frame % Modulus] = frame;
        if (tables.TryGetValue(frame % Modulus, out var page)) found = page - frame;
    }
}
