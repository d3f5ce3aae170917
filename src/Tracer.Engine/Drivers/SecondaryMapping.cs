namespace Tracer.Engine;

/// <summary>An entry of a secondary MMU, of the size that <paramref name="Level"/> covers, with the generation its frame had when it was set.</summary>
internal readonly record struct SecondaryMapping(VirtualAddress Address, Pfn Frame, int Generation, bool Writable, TableLevel Level, bool IsYoung)
{
    internal AddressRange Extent => AddressRange.Of(Address, PageSize.Of(Level));

    /// <summary>The device has written through it since it was set.</summary>
    internal bool IsWritten { get; init; }

    /// <summary>The driver has put off its removal.</summary>
    internal bool IsCondemned { get; init; }
}
