using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Reports.Text;

namespace Tracer.Cli.Usage;

/// <summary>Tells of findings while the trace is still coming in: the first of each reason in full, the others by a line.</summary>
internal sealed class LiveFindings(TextWriter output)
{
    private readonly HashSet<string> told = [];

    public void Tell(Finding finding, TraceHead soFar)
    {
        if (told.Add(finding.Reason.Code))
        {
            new FindingsText(soFar).WriteOne(finding, output);
            output.WriteLine();
        }
        else
        {
            output.WriteLine($"{finding.Reason.Code} again at {EventPlace.In(soFar).Of(finding.Culprit)}");
        }

        output.Flush();
    }
}
