namespace Tracer.Analysis.Eras;

/// <summary>Eras as a reader knows them: the kernels' versions, and the commits that lie between two releases.</summary>
public static class EraWords
{
    private static readonly (Era Era, string First, string Last)[] Releases =
    [
        (Era.E0, "2.6.27", "2.6.39"), (Era.E1, "3.0", "3.6"), (Era.E2, "3.7", "4.10"), (Era.E3, "4.11", "4.12"), (Era.E6, "4.13", "4.14"),
        (Era.E7, "4.15", "4.15"), (Era.E8, "4.16", "6.5"), (Era.E9, "6.6", "6.9"), (Era.E10, "6.10", ""),
    ];

    private static readonly (Era Era, string Commit)[] Commits = [(Era.E4, "aac2fea94f7a"), (Era.E5, "785373b4")];

    /// <summary>Such as <c>2.6.27 to 4.12, 6.6 and later; commit 785373b4</c>.</summary>
    public static string Of(Era eras)
    {
        var spans = new List<string>();
        for (var i = 0; i < Releases.Length; i++)
        {
            if (!eras.HasFlag(Releases[i].Era)) continue;
            var first = Releases[i].First;
            while (i + 1 < Releases.Length && eras.HasFlag(Releases[i + 1].Era)) i++;
            spans.Add(Releases[i].Last switch
            {
                "" when first == Releases[0].First => $"all since {first}",
                "" => $"{first} and later",
                var last when last == first => first,
                var last => $"{first} to {last}",
            });
        }

        var commits = string.Join(", ", Commits.Where(commit => eras.HasFlag(commit.Era)).Select(commit => $"commit {commit.Commit}"));
        return string.Join("; ", ((string[])[string.Join(", ", spans), eras == Era.All ? "" : commits]).Where(part => part.Length > 0));
    }
}
