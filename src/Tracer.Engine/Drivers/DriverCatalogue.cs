namespace Tracer.Engine;

/// <summary>Every driver that can be registered: those that the series of 2017 changed.</summary>
public static class DriverCatalogue
{
    /// <summary>All drivers, as <c>list</c> shows them.</summary>
    public static IReadOnlyList<Driver> All { get; } =
    [
        Kvm.Driver, IbUmemOdp.Driver, Gntdev.Driver, AmdIommuV2.Driver,
        Gru.Driver, Scif.Driver, IntelSvm.Driver, Hfi1.Driver, Amdgpu.Driver, PowernvNpu.Driver,
    ];

    internal static Driver Find(string name) => Catalogue.Find("driver", name, All, driver => driver.Name);
}
