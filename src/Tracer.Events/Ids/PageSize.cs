namespace Tracer.Events.Ids;

/// <summary>The extents that one entry covers, in bytes, by the level of its table (x86-64).</summary>
public static class PageSize
{
    public const ulong Small = 1UL << 12;
    public const ulong Pmd = 1UL << 21;
    public const ulong Pud = 1UL << 30;
    public const ulong P4d = 1UL << 39;

    // A table has 512 entries.
    private const int BitsALevel = 9;

    /// <summary>log2 of the frames that the page allocator hands out at most: MAX_PAGE_ORDER of x86-64.</summary>
    public const int MaxOrder = 10;

    /// <summary>Bytes that one entry of a table of this level covers.</summary>
    public static ulong Of(TableLevel level) => Small << BitsALevel * Math.Min((int)level, (int)TableLevel.Pgd);
}
