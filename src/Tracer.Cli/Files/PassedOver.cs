using Tracer.Analysis.Findings;

namespace Tracer.Cli.Files;

/// <summary>The files of the folders that are no traces: none of them is an error, and all are told of.</summary>
internal static class PassedOver
{
    private const int MostNamed = 3;

    /// <summary>The reports of what was named, and of the traces in the folders; a folder that holds none has one that says so.</summary>
    public static IReadOnlyList<TraceReport> Without(IReadOnlyList<TracePath> paths, IReadOnlyList<IReadOnlyList<TraceReport>> reports, IEnumerable<string> named)
    {
        var kept = paths.Zip(reports).Where(of => !Is(of.First, of.Second[0])).ToList();
        var without = named.Where(path => Directory.Exists(path) && !kept.Exists(of => of.First.Folder == path) && !paths.Any(of => of.Folder == path && of.IsAgain));
        return [.. kept.SelectMany(of => of.Second), .. without.Select(folder => TraceReport.Unreadable(folder, $"{folder}: this folder holds no trace"))];
    }

    /// <summary>A line for each kind of them.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<TracePath> paths, IReadOnlyList<IReadOnlyList<TraceReport>> reports) =>
        from of in paths.Zip(reports.Select(ofFile => ofFile[0]))
        where Is(of.First, of.Second)
        group of.First.Path by of.Second.NoTrace into same
        select $"{Files(same.Count())} passed over ({same.Key}): {string.Join(", ", same.Take(MostNamed))}{(same.Count() > MostNamed ? ", …" : "")}";

    private static bool Is(TracePath path, TraceReport report) => path.Folder is not null && report.NoTrace is not null;

    private static string Files(int count) => count == 1 ? "1 file" : $"{count:N0} files";
}
