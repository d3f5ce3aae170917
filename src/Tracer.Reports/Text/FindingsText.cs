using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Text;

/// <summary>Findings for a person: the first of each reason in full, of the others only where they are.</summary>
public sealed class FindingsText(TraceHead trace)
{
    private const int PlacesShown = 5;
    private readonly Explainer explainer = new(trace);

    public void Write(IEnumerable<Finding> findings, TextWriter output)
    {
        foreach (var same in findings.GroupBy(finding => finding.Reason.Code))
        {
            output.Line();
            WriteOne(same.First(), output);
            var others = same.Skip(1).Select(finding => explainer.Place.Of(finding.Culprit)).ToArray();
            if (others.Length > 0) output.AllLines(Wrapping.Wrap("  ", $"… and {others.Length:N0} more {same.Key} at {Places(others)}"));
        }
    }

    /// <summary>One finding in at most 25 lines of 80 columns.</summary>
    public void WriteOne(Finding finding, TextWriter output) => 
        output.AllLines(ExplanationText.Lines(explainer.Explain(finding), ToolCommand.Explain(trace, finding)));

    private static string Places(string[] places) =>
        string.Join(", ", places.Take(PlacesShown)) + (places.Length > PlacesShown ? ", …" : "");
}
