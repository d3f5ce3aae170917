namespace Tracer.Testing.Captures;

/// <summary>What a line that stores an entry of the lowest level says, as a person would read it.</summary>
internal static class CaptureStore
{
    public const ulong EntriesPerTable = 512;

    private const ulong Present = 1 << 0;
    private const ulong Writable = 1 << 1;
    private const ulong Dirty = 1 << 6;
    private const ulong ProtNone = 1 << 8;
    private const ulong Frame = 0x000f_ffff_ffff_f000;

    public static bool IsStore(CaptureLine line) =>
        line.Name.Contains("__", StringComparison.Ordinal) && !line.Name.Contains("pmd", StringComparison.Ordinal) && !line.Name.Contains("pud", StringComparison.Ordinal)
        && line.Field("ptep") is not null;

    /// <summary>True if it ends a change that a line before it began.</summary>
    public static bool IsSecondHalf(CaptureLine store) => store.Name.StartsWith("modify_commit__", StringComparison.Ordinal);

    public static ulong IndexOf(CaptureLine store) => store.Field("ptep")!.Value / 8 % EntriesPerTable;

    /// <summary>The lock of an entry's table in a guest without address-space randomisation: it lies in the table's struct page.</summary>
    public static ulong LockOf(CaptureLine store) =>
        0xffff_ea00_0000_0000 + ((store.Field("ptep")!.Value - 0xffff_8880_0000_0000) >> 12) * 64 + 0x28;

    /// <summary>True if a page or a permission goes; what follows tells what it is set to at once.</summary>
    public static bool LosesSomething(CaptureLine line, ReadOnlySpan<CaptureLine> following)
    {
        if (!IsStore(line)) return false;
        var old = line.Field("old") ?? 0;
        if ((old & (Present | ProtNone)) == 0) return false;
        return line.Name[..line.Name.IndexOf("__", StringComparison.Ordinal)] switch
        {
            "xchg" or "clear_full" or "modify_start" => Loses(old, SetAgain(line, following)),
            "wrprotect" => (old & Writable) != 0,
            "set_pte" or "set_ptes" => Loses(old, line.Field("new") ?? 0),
            _ => false,
        };
    }

    private static bool Loses(ulong old, ulong now) =>
        (now & (Present | ProtNone)) == 0 || FrameOf(old) != FrameOf(now) || (old & ~now & (Present | Writable | Dirty)) != 0;

    // x86 stores the frame of an entry that no CPU may use inverted.
    private static ulong FrameOf(ulong entry) => ((entry & Present) != 0 ? entry : ~entry) & Frame;

    // Cleared and set again under one lock, what counts is the two together: mprotect gives access back so, and MADV_COLD ages a page.
    private static ulong SetAgain(CaptureLine clear, ReadOnlySpan<CaptureLine> following)
    {
        foreach (var line in following)
        {
            if (line.Name == "spin_unlock" && line.Field("lock") == LockOf(clear)) return 0;
            if (IsStore(line) && line.Field("ptep") == clear.Field("ptep")) return line.Field("new") ?? 0;
        }

        return 0;
    }
}
