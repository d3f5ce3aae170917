using Tracer.Analysis.Findings;

namespace Tracer.Cli.Files;

/// <summary>Something to check.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Folder">The folder that the user named and in which it was found; null if he named it itself.</param>
internal sealed record TracePath(string Path, string? Folder = null)
{
    /// <summary>What is to be said of it without opening it; null if it is to be opened.</summary>
    public TraceReport? Known { get; init; }

    /// <summary>The files and folders that a person names, each folder in place of what is in it and below, by name.</summary>
    public static IReadOnlyList<TracePath> All(IEnumerable<string> named) =>
        [.. named.SelectMany(path => Directory.Exists(path) ? TraceFolder.In(path) : [new TracePath(path)])];
}
