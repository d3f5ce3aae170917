using System.Reflection;

namespace Tracer.Engine;

/// <summary>The bugs that the rules were made for, each as a run: one a file, found by its <c>Exhibit</c>.</summary>
public static class Museum
{
    /// <summary>All exhibits by name.</summary>
    public static IReadOnlyList<Exhibit> All { get; } =
    [
        .. typeof(Museum).Assembly.GetTypes()
            .Select(type => type.GetProperty("Exhibit", BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null))
            .OfType<Exhibit>()
            .OrderBy(exhibit => exhibit.Name, StringComparer.Ordinal),
    ];
}
