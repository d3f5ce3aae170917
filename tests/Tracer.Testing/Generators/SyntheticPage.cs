namespace Tracer.Testing;

/// <summary>A page of a synthetic task: its entry, and what devices map of it.</summary>
internal sealed class SyntheticPage(VirtualAddress address)
{
    public VirtualAddress Address => address;

    public AddressRange Extent => AddressRange.Of(address, PageSize.Small);

    public PageEntry Entry { get; set; }

    public int Generation { get; set; }

    /// <summary>Mappings by driver: of kvm, which zaps at range_start, and of the IOMMU, which drops at invalidate_range.</summary>
    public SecondaryMapped? ByKvm { get; set; }

    public SecondaryMapped? ByIommu { get; set; }
}
