using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Lab.Checking;
using Tracer.Traces.Ftrace;
using Tracer.Traces.Reading;

namespace Tracer.Lab.Slicing;

/// <summary>
/// What of a trace a finding's explanation needs. Its witnesses, what its task held and the harm that was seen are the least; what a rule must know besides is found out by checking
/// the part alone: it grows until the same finding is made there, towards the beginning before it grows towards the end, from which a reader learns which lock is which.
/// </summary>
public sealed class FindingSpan(string path, CheckOptions options, Finding finding)
{
    // So much larger is the next part that is tried.
    private const int Growth = 4;

    /// <param name="source">How the trace is counted.</param>
    /// <param name="margin">So many events, or lines, more on each side.</param>
    public TraceSpan Find(EventPlace source, long margin)
    {
        var (first, last) = (source.Number(Evidence(finding).Min()), source.Number(Evidence(finding).Max()));
        for (var more = margin; ; more = Math.Max(more, 1) * Growth)
        {
            foreach (var end in new[] { last + margin, last + more }.Distinct())
            {
                var (from, to) = source.Between(Math.Max(1, first - more), end);
                var span = TraceSpan.Whole with { First = from, Last = to };
                if (IsFoundIn(span, out var isPart) || !isPart) return span;
            }
        }
    }

    private static IEnumerable<long> Evidence(Finding finding)
    {
        List<long> evidence = [finding.Since, finding.JudgedAt, finding.Operation.Header.Sequence];
        evidence.AddRange(finding.Witnesses.Select(witness => witness.Event.Header.Sequence));
        evidence.AddRange(finding.Held.Select(held => held.Acquired.Header.Sequence));
        evidence.AddRange(finding.OpenBrackets.Select(start => start.Header.Sequence));
        evidence.AddRange(finding.ConfirmedBy.SelectMany(Evidence));
        return evidence.Where(sequence => sequence > 0);
    }

    private bool IsFoundIn(TraceSpan span, out bool isPart)
    {
        options.Stop.ThrowIfCancellationRequested();
        using var trace = TraceSlice.Open(path, options.Kernel, options.Stop);
        if (!TraceSlice.IsText(trace.Origin))
        {
            var events = new SlicedTrace(trace, span);
            var found = IsIn(TraceCheck.Run(events, options));
            isPart = events.IsPart;
            return found;
        }

        using var lines = new MemoryStream();
        isPart = trace.WriteSlice(span, lines) is { IsPart: true };
        lines.Position = 0;
        using var part = FtraceTrace.Open(lines, path, options.Kernel);
        return IsIn(TraceCheck.Run(part, options));
    }

    private bool IsIn(TraceReport report) => report.Findings.Concat(report.PolicyRemarks).Any(IsSame);

    private bool IsSame(Finding other) =>
        other.Reason.Code == finding.Reason.Code && Identity(other.Culprit) == Identity(finding.Culprit) && other.ConfirmedBy.Count >= finding.ConfirmedBy.Count
        && Since(other).SequenceEqual(Since(finding));

    // In a part of a text lines have other numbers.
    private static (EventKind, TaskId, long) Identity(in VmEvent e) => (e.Header.Kind, e.Header.Task, e.Header.TimestampNs);

    private static IEnumerable<(EventKind, TaskId, long)> Since(Finding finding) =>
        finding.Held.Select(held => held.Acquired).Concat(finding.OpenBrackets).Append(finding.Operation).Select(e => Identity(e));
}
