namespace Tracer.Engine.Memory;

/// <summary>A region of an address space and what it maps.</summary>
internal sealed class Vma(AddressSpace mm, AddressRange range, ReverseMap mapping, bool isHuge)
{
    internal AddressSpace Mm => mm;

    internal AddressRange Range => range;

    internal ReverseMap Mapping => mapping;

    /// <summary>Faults map it by 2 MiB where they can.</summary>
    internal bool IsHuge => isHuge;

    internal bool IsAnonymous => mapping.IsAnonymous;

    /// <summary>Fork copies its entries; a shared file's are faulted again.</summary>
    internal bool IsCopiedByFork => IsAnonymous;

    /// <summary>It has room for a huge page, whether or not it is mapped by one: only a few of its pages are touched.</summary>
    internal bool IsLarge => range.Length >= PageSize.Pmd;

    internal ulong OffsetOf(VirtualAddress address) => address.Value - range.Start.Value;

    internal VirtualAddress AddressOf(ulong offset) => range.Start + offset;
}
