using Tracer.Engine.Catalogues;

namespace Tracer.Engine.Scenarios;

/// <summary>The bugs that the rules were made for, each as a run.</summary>
public static class Museum
{
    private static readonly Catalogue<Exhibit> Exhibits = new("exhibit", exhibit => exhibit.Name);

    /// <summary>All exhibits by name.</summary>
    public static IReadOnlyList<Exhibit> All => Exhibits.All;
}
