namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>
/// Where the kernel maps physical memory: address-space randomisation moves the map by whole gigabytes.
/// An entry gives a table's frame, events of the table give its address in the map, and the formula of the locks gives how far they are apart modulo 64 GiB:
/// the first frame and table that fit tell where the map begins. Where locks lie elsewhere and there is no formula, a table and a frame that belong to one place
/// of an address space do, if they are whole gigabytes apart. Until then no frame's table is known.
/// </summary>
internal sealed class DirectMap(LockFormula formula)
{
    /// <summary>What the formula of the locks leaves open, in pages: 64 GiB.</summary>
    public const ulong Modulus = 1UL << 24;

    // The map moves by whole gigabytes, in pages.
    private const ulong Granule = 1UL << 18;

    // By what is left of them modulo 64 GiB, counted from where the map begins.
    private readonly Dictionary<ulong, ulong> tables = [];
    private readonly Dictionary<ulong, ulong> frames = [];

    // The frame of the table that an entry, which maps from here on, points to or did last.
    private readonly Dictionary<(MmId Mm, VirtualAddress Place), ulong> framesAt = [];
    private readonly Dictionary<(MmId Mm, VirtualAddress Place), ulong> tablesAt = [];

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

    /// <summary>A table of the lowest level, which maps from this place on, lies in this page.</summary>
    public void SawTable(ulong page, MmId mm, VirtualAddress place)
    {
        if (First is not null || mm.Value == 0 || !place.IsKnown) return;
        tablesAt[(mm, place)] = page;
        if (framesAt.TryGetValue((mm, place), out var frame)) Pair(page, frame);
    }

    /// <summary>An entry points to a page table in this frame; the place that both map from, where the table is of the lowest level.</summary>
    public void SawFrame(ulong frame, MmId mm, VirtualAddress place)
    {
        if (First is not null) return;
        if (formula.IsConfirmed)
        {
            frames[frame % Modulus] = frame;
            if (tables.TryGetValue(frame % Modulus, out var page)) found = page - frame;
        }

        if (mm.Value == 0 || !place.IsKnown) return;
        framesAt[(mm, place)] = frame;
        if (tablesAt.TryGetValue((mm, place), out var table)) Pair(table, frame);
    }

    private void Pair(ulong page, ulong frame)
    {
        if (unchecked(page - frame) % Granule == 0) found ??= page - frame;
    }
}
