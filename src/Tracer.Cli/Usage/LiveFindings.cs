using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Reports.Text;

namespace Tracer.Cli.Usage;

/// <summary>Tells of findings while the trace is still coming in: the first of each reason in full, of the others now and then how many.</summary>
internal sealed class LiveFindings(TextWriter output)
{
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    /// <summary>The reasons of which one has been told in full by now.</summary>
    public IReadOnlySet<string> Told => told;

    public void Tell(Finding finding, TraceHead soFar)
    {
        var times = counts[finding.Reason.Code] = counts.GetValueOrDefault(finding.Reason.Code) + 1;
        if (told.Add(finding.Reason.Code))
        {
            new FindingsText(soFar).WriteOne(finding, output);
            output.WriteLine();
        }
        else if (IsPowerOfTen(times))
        {
            output.WriteLine($"{finding.Reason.Code} {times:N0} times by now, last at {EventPlace.In(soFar).Of(finding.Culprit)}");
        }

        output.Flush();
    }

    private static bool IsPowerOfTen(long times)
    {
        while (times % 10 == 0) times /= 10;
        return times == 1;
    }
}
