namespace Tracer.Engine;

/// <summary>A page that get_user_pages found, with a reference on it; <c>default</c> if the address maps nothing.</summary>
/// <param name="Page">The page; the finder puts it.</param>
/// <param name="Entry">The entry that maps it.</param>
/// <param name="Level">Of the entry's table.</param>
/// <param name="Generation">Of the page when the reference was taken.</param>
internal readonly record struct UserPage(Page? Page, PageEntry Entry, TableLevel Level, int Generation)
{
    /// <summary>An entry of a secondary MMU for <paramref name="address"/>, of the size that <paramref name="level"/> covers.</summary>
    internal SecondaryMapping MappingOf(VirtualAddress address, TableLevel level)
    {
        var start = address.AlignDown(PageSize.Of(level));
        var within = (long)(start.Value % PageSize.Of(Level) / PageSize.Small);
        return new SecondaryMapping(start, new Pfn(Entry.Pfn.Value + within), Generation, Entry.IsWritable, level, IsYoung: true);
    }
}
