using Tracer.Engine.Memory;

namespace Tracer.Engine.Operations;

/// <summary>A page that get_user_pages found, with a reference on it; <c>default</c> if the address maps nothing.</summary>
/// <param name="Page">The page; the finder puts it.</param>
/// <param name="Entry">The entry that maps it.</param>
/// <param name="Level">Of the entry's table.</param>
/// <param name="Generation">Of the page when the reference was taken.</param>
internal readonly record struct UserPage(Page? Page, PageEntry Entry, TableLevel Level, int Generation);
