using Tracer.Analysis.Findings;

namespace Tracer.Analysis.Explaining;

/// <summary>
/// The events around a finding: some of the culprit's task before and after it, the witnesses, the harm that was seen, and what others did to the page
/// meanwhile. A sink of the trace's second reading; memory does not follow the trace.
/// </summary>
/// <param name="finding">What they surround.</param>
/// <param name="place">How the trace is counted.</param>
/// <param name="names">The names as far as the trace is read.</param>
public sealed class Surroundings(Finding finding, EventPlace place, Names names) : IEventSink
{
    private const int Before = 8;
    private const int After = 6;
    private const int MostOfOthers = 8;
    private readonly HashSet<long> named =
        [.. finding.Witnesses.Select(witness => witness.Event.Header.Sequence), .. finding.ConfirmedBy.Select(outcome => outcome.Sequence)];
    private readonly long first = finding.Witnesses[0].Event.Header.Sequence;
    private readonly long last = Math.Max(finding.JudgedAt, finding.ConfirmedBy.Select(outcome => outcome.Sequence).DefaultIfEmpty(0).Max());
    private readonly Queue<VmEvent> before = [];
    private readonly List<VmEvent> kept = [];
    private bool isAtCulprit;
    private int after;
    private int others;

    /// <summary>What was found, in order of sequence.</summary>
    public IReadOnlyList<VmEvent> Events => [.. before.Concat(kept).DistinctBy(e => e.Header.Sequence).OrderBy(e => e.Header.Sequence)];

    /// <summary>The functions that the culprit was called by, innermost first, where the trace has its stack; null where it has not.</summary>
    public IReadOnlyList<string>? Stack { get; private set; }

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        foreach (ref readonly var e in events)
        {
            if (EventKindSet.Remarks.Contains(e.Header.Kind)) Remark(in e);
            else if (!IsOfTheTraceItself(e.Header.Kind)) Take(in e);
        }
    }

    // A stack is told behind its event, before the next one of the task. Its words are forgotten when others come.
    private void Remark(in VmEvent e)
    {
        if (!isAtCulprit || e.Header.Kind != EventKind.Noted || e.Header.Task != finding.Culprit.Header.Task || e.As<Noted>().Is != NoteKind.Stack) return;
        Stack = names.Find(NameSpace.Note, e.As<Noted>().Note)?.Split(Noted.CalledFrom);
        isAtCulprit = false;
    }

    private void Take(in VmEvent e)
    {
        var sequence = e.Header.Sequence;
        if (e.Header.Task == finding.Culprit.Header.Task) isAtCulprit = place.Number(sequence) == place.Number(finding.Sequence);
        if (named.Contains(sequence))
        {
            kept.Add(e);
        }
        else if (EventContext.Of(in e.Header) == EventContext.Of(finding.Culprit.Header))
        {
            if (sequence < finding.Sequence)
            {
                before.Enqueue(e);
                if (before.Count > Before) before.Dequeue();
            }
            else if (after < After)
            {
                after++;
                kept.Add(e);
            }
        }
        else if (sequence > first && sequence < last && others < MostOfOthers && IsOfThePage(in e))
        {
            others++;
            kept.Add(e);
        }
    }

    private bool IsOfThePage(in VmEvent e)
    {
        if (!finding.Address.IsKnown || EventShape.Find(e.Header.Kind) is not { } shape) return false;
        foreach (var field in shape.Fields)
            if (field.Name == "Address" && new VirtualAddress(field.Read(in e)).AlignDown(PageSize.Small) == finding.Address.AlignDown(PageSize.Small)) return true;
        return false;
    }

    private static bool IsOfTheTraceItself(EventKind kind) =>
        kind is EventKind.Named or EventKind.Decision or EventKind.RunStarted or EventKind.RunEnded or EventKind.TaskSwitched;
}
