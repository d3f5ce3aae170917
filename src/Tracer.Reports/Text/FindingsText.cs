using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Text;

/// <summary>Findings for a person, under the numbers that <c>--finding</c> takes: the first of each reason in full, of the others only where they are.</summary>
/// <param name="trace">The trace they are of; findings have numbers once all are known, in a <see cref="TraceReport"/>.</param>
public sealed class FindingsText(TraceHead trace)
{
    private const int PlacesShown = 5;
    private readonly Explainer explainer = new(trace);
    private readonly Ranking? ranking = trace is TraceReport report ? Ranking.Of(report) : null;

    /// <summary>Reasons of which a finding has been told in full before, as it came in.</summary>
    public IReadOnlySet<string> Told { get; init; } = new HashSet<string>();

    /// <summary>What makes the verdict, a cause after the other.</summary>
    public void WriteCounting(TextWriter output) => Write(ranking?.Counting ?? [], output);

    /// <summary>What sets none.</summary>
    public void WriteRemarks(TextWriter output) => Write(ranking?.Remarks ?? [], output);

    /// <summary>One finding in at most 25 lines of 80 columns.</summary>
    public void WriteOne(Finding finding, TextWriter output) =>
        output.AllLines(ExplanationText.Lines(explainer.Explain(finding), ToolCommand.Explain(trace, finding), ranking?.NumberOf(finding)));

    private void Write(IReadOnlyList<Cause> causes, TextWriter output)
    {
        foreach (var (i, cause) in causes.Index())
        {
            if (cause.Ways.Count > 1) WriteHeading(cause, causes.Count > 1 ? $"Cause {i + 1} of {causes.Count}: " : "One cause: ", output);
            foreach (var way in cause.Ways) Write(way, output);
        }
    }

    /// <summary>What the ways of a cause have in common, as a heading: "N11, T03 speak of the same events, and harm was seen".</summary>
    public static string Heading(Cause cause) =>
        $"{string.Join(", ", cause.Ways.Select(way => way.First.Rule.Id).Distinct())} speak of the same events{(cause.DidHarm ? ", and harm was seen" : "")}";

    private static void WriteHeading(Cause cause, string lead, TextWriter output)
    {
        output.Line();
        output.AllLines(Wrapping.Wrap(lead, $"{Heading(cause)}.", hang: 4));
    }

    private void Write(Way way, TextWriter output)
    {
        output.Line();
        if (Told.Contains(way.First.Reason.Code))
        {
            output.AllLines(Wrapping.Wrap("", $"{Number(way.First)}{Explainer.Called(way.First.Rule)} at {explainer.Place.Of(way.First.Culprit)}, told above", hang: 4));
        }
        else
        {
            WriteOne(way.First, output);
        }

        if (way.Findings.Count == 1) return;
        var others = way.Findings.Skip(1).ToArray();
        output.AllLines(Wrapping.Wrap("  ", $"… and {others.Length:N0} more {way.First.Reason.Code} ({Numbers(others)}) at {Places(others)}"));
    }

    private string Number(Finding finding) => $"Finding {ranking?.NumberOf(finding)}: ";

    private string Numbers(Finding[] findings) => findings.Length == 1
        ? $"finding {ranking?.NumberOf(findings[0])}" : $"findings {ranking?.NumberOf(findings[0])} to {ranking?.NumberOf(findings[^1])}";

    private string Places(Finding[] findings) =>
        string.Join(", ", findings.Take(PlacesShown).Select(finding => explainer.Place.Of(finding.Culprit))) + (findings.Length > PlacesShown ? ", …" : "");
}
