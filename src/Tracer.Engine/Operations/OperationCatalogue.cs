using Tracer.Engine.Catalogues;

namespace Tracer.Engine.Operations;

/// <summary>A kernel path that tasks of the engine take.</summary>
/// <param name="Name">As traces name it.</param>
/// <param name="Summary">The functions it goes through.</param>
public sealed record Operation(string Name, string Summary);

/// <summary>Every kernel path there is.</summary>
public static class OperationCatalogue
{
    private static readonly Catalogue<KernelPath> Paths = new("operation", path => path.Name);

    /// <summary>All operations by name, as <c>list</c> shows them.</summary>
    public static IReadOnlyList<Operation> All { get; } = [.. Paths.All.Select(path => new Operation(path.Name, path.Summary))];
}
