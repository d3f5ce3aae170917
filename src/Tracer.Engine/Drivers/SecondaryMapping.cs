using Tracer.Engine.Operations;

namespace Tracer.Engine.Drivers;

/// <summary>An entry of a secondary MMU, of the size that <paramref name="Level"/> covers, with the generation its frame had when it was set.</summary>
internal readonly record struct SecondaryMapping(VirtualAddress Address, Pfn Frame, int Generation, bool Writable, TableLevel Level, bool IsYoung)
{
    /// <summary>The entry for an address where get_user_pages found a page, of the size that <paramref name="level"/> covers.</summary>
    internal static SecondaryMapping Of(in UserPage found, VirtualAddress address, TableLevel level)
    {
        var start = address.AlignDown(PageSize.Of(level));
        var within = (long)(start.Value % PageSize.Of(found.Level) / PageSize.Small);
        return new SecondaryMapping(start, new Pfn(found.Entry.Pfn.Value + within), found.Generation, found.Entry.IsWritable, level, IsYoung: true);
    }

    internal AddressRange Extent => AddressRange.Of(Address, PageSize.Of(Level));

    /// <summary>The device has written through it since it was set.</summary>
    internal bool IsWritten { get; init; }

    /// <summary>The driver has put off its removal.</summary>
    internal bool IsCondemned { get; init; }
}
