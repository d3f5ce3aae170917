using Tracer.Analysis.Explaining;
using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>The lines below a picture of a finding: what its letters stand for, what follows, what harm was seen.</summary>
internal static class ExplanationKey
{
    private const int MostWitnesses = 12;
    private const int MostSeen = 4;

    public static IReadOnlyList<KeyLine> Of(Explanation explanation) =>
    [
        .. Lines("Let", Shortened([.. explanation.Let.Select((line, i) => $"{Letters.At(i)} = {line}")])),
        new("Then", explanation.Then),
        .. Lines("Seen", explanation.Seen.Take(MostSeen)),
        .. explanation.Seen.Count > MostSeen ? [new KeyLine("", $"… and {explanation.Seen.Count - MostSeen} more")] : Array.Empty<KeyLine>(),
    ];

    // The culprit comes last; it and the first witnesses stay.
    private static string[] Shortened(string[] lines) => lines.Length <= MostWitnesses
        ? lines
        : [.. lines[..(MostWitnesses - 2)], $"… {lines.Length - MostWitnesses + 1} more", lines[^1]];

    private static IEnumerable<KeyLine> Lines(string lead, IEnumerable<string> lines) => lines.Select((line, i) => new KeyLine(i == 0 ? lead : "", line));
}
