using Tracer.Engine.Catalogues;

namespace Tracer.Engine.Drivers;

/// <summary>Every driver that can be registered: those that the series of 2017 changed.</summary>
public static class DriverCatalogue
{
    private static readonly Catalogue<Driver> Drivers = new("driver", driver => driver.Name);

    /// <summary>All drivers by name, as <c>list</c> shows them.</summary>
    public static IReadOnlyList<Driver> All => Drivers.All;

    internal static Driver Find(string name) => Drivers.Find(name);
}
