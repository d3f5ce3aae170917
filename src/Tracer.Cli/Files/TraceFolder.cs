using Tracer.Analysis.Findings;

namespace Tracer.Cli.Files;

/// <summary>What is in a folder and below. A file's name means nothing: what is a trace its content tells.</summary>
internal static class TraceFolder
{
    /// <summary>Every file, by name; what may not be looked into, and what is certainly no trace, with what is to be said of it.</summary>
    public static IReadOnlyList<TracePath> In(string folder)
    {
        var found = new List<TracePath>();
        Walk(folder, folder, found);
        return [.. found.OrderBy(path => path.Path, StringComparer.Ordinal)];
    }

    private static void Walk(string folder, string named, List<TracePath> found)
    {
        try
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                var path = Path.Combine(folder, entry.Name);
                if (entry is DirectoryInfo && entry.LinkTarget is null) Walk(path, named, found);
                else found.Add(new TracePath(path, named) { Known = WithoutOpening(path, entry) });
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            found.Add(new TracePath(folder, named) { Known = TraceReport.Unreadable(folder, $"{folder}: cannot be looked into: {e.Message}") });
        }
    }

    // A link to a folder may lead in a circle. Pipes and devices have no length; to open one may wait for ever.
    private static TraceReport? WithoutOpening(string path, FileSystemInfo entry) => Target(entry) switch
    {
        FileInfo { Exists: true, Length: > 0 } => null,
        FileInfo { Exists: true } => NoTrace(path, "is empty"),
        DirectoryInfo { Exists: true } => NoTrace(path, "a link to a folder"),
        _ => NoTrace(path, "a link to nothing"),
    };

    private static FileSystemInfo? Target(FileSystemInfo entry)
    {
        try
        {
            return entry.LinkTarget is null ? entry : entry.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static TraceReport NoTrace(string path, string what) => TraceReport.Unreadable(path, $"{path}: {what}", what);
}
