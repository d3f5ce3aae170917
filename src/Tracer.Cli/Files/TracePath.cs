using Tracer.Analysis.Findings;
using Tracer.Traces.Files;

namespace Tracer.Cli.Files;

/// <summary>Something to check.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Folder">The folder that the user named and in which it was found; null if he named it itself.</param>
internal sealed record TracePath(string Path, string? Folder = null)
{
    /// <summary>What is to be said of it without opening it; null if it is to be opened.</summary>
    public TraceReport? Known { get; init; }

    /// <summary>It was found in a folder, and is a file that has been named or found before, under whatever name.</summary>
    public bool IsAgain { get; init; }

    /// <summary>
    /// The files and folders that a person names, each folder in place of what is in it and below, by name. What is found in folders more than once, through links or
    /// in a folder and one below, is checked once: as it was named, else where no link leads to it.
    /// </summary>
    public static IReadOnlyList<TracePath> All(IEnumerable<string> named)
    {
        TracePath[] all = [.. named.SelectMany(path => Directory.Exists(path) ? TraceFolder.In(path) : [new TracePath(path)])];
        var first = new Dictionary<FileIdentity, string>();
        foreach (var (path, i) in all.Select((path, i) => (path, i)).OrderBy(of => of.path.Folder is not null).ThenBy(of => new FileInfo(of.path.Path).LinkTarget is not null).ToArray())
        {
            if (path.Known is not null || FileStatus.Of(path.Path) is not { } status || first.TryAdd(status.Identity, path.Path) || path.Folder is null) continue;
            var what = $"the same file as {first[status.Identity]}";
            all[i] = path with { IsAgain = true, Known = TraceReport.Unreadable(path.Path, $"{path.Path}: {what}", what) };
        }

        return all;
    }
}
