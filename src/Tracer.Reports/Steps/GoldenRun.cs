namespace Tracer.Reports.Steps;

/// <summary>A rule's pair of runs below <c>traces/rules</c>, written by hand: one that keeps it, one that breaks it.</summary>
/// <param name="Path">Where the repository has it.</param>
/// <param name="About">What happens in it, from the head of its script.</param>
/// <param name="Steps">What is done, in order.</param>
public sealed record GoldenRun(string Path, string About, IReadOnlyList<Step> Steps)
{
    /// <summary>The run that keeps the rule; null if the rule has none.</summary>
    public static GoldenRun? Holding(string rule) => Read(rule, "holds");

    /// <summary>The run that breaks it.</summary>
    public static GoldenRun? Violating(string rule) => Read(rule, "violated");

    private static GoldenRun? Read(string rule, string name)
    {
        using var stream = typeof(GoldenRun).Assembly.GetManifestResourceStream($"rules/{rule}/{name}.script");
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        var script = reader.ReadToEnd();
        return new GoldenRun($"traces/rules/{rule}/{name}.script", HeadOf(script), Step.Of(script));
    }

    // Behind what the script is judged by.
    private static string HeadOf(string script) => string.Join(' ', script.Split('\n')
        .TakeWhile(line => line.StartsWith('#')).Select(line => line[1..].Trim())
        .Where(line => !line.StartsWith("protocol ", StringComparison.Ordinal) && !line.StartsWith("breaks ", StringComparison.Ordinal)));
}
