namespace Tracer.Analysis.Findings;

/// <summary>Which findings stand, by what their source can vouch for.</summary>
/// <remarks>
/// <para>Where entries are missing that nobody can place, any finding may be made of their absence: none stands.</para>
/// <para>
/// Of a text that does not say how many lines it has, lines may be missing without a trace. A stretch that was cut out leaves a pause, and the operations under way there look broken.
/// A way to break a rule that is met nowhere but in operations with one of the longest pauses does not stand; a breach that is real mostly comes without one too. Once a pause is not
/// to be trusted, nothing is that was found by what lies on both sides of it.
/// </para>
/// </remarks>
internal sealed class Standing
{
    private readonly bool nothing;
    private readonly IReadOnlyList<Pause> pauses;
    private readonly SortedDictionary<long, Pause> doubtful = [];
    private readonly Dictionary<string, long> fallen = [];

    /// <param name="completeness">What the source can vouch for.</param>
    /// <param name="pauses">Its pauses; null if none are known.</param>
    /// <param name="findings">All that were made.</param>
    public Standing(Completeness completeness, Pauses? pauses, IReadOnlyList<Finding> findings)
    {
        nothing = completeness.Unplaced > 0;
        this.pauses = completeness.IsCounted || pauses is null ? [] : pauses.Unusual;
        if (nothing) findings = [];
        foreach (var same in findings.GroupBy(finding => (finding.Reason.Code, finding.Culprit.Header.Function))) Doubt(same);
        Findings = doubtful.Count == 0 ? findings : [.. findings.Where(Stands)];
    }

    /// <summary>Those that stand.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>The pauses that are not to be trusted.</summary>
    public IEnumerable<Gap> Gaps => doubtful.Values.Select(pause => new Gap(pause.After, null, null) { Cause = GapCause.Paused });

    /// <summary>How many of a rule's breaches stand. Of those that are only counted no one can tell: they go with the findings that were kept.</summary>
    public long Of(Verdicts verdicts) => nothing || fallen.TryGetValue(verdicts.Rule.Id, out var fell) && fell == verdicts.Findings.Count ? 0
        : verdicts.Violations - fallen.GetValueOrDefault(verdicts.Rule.Id);

    // One that is found without a pause too is no accident of a pause.
    private void Doubt(IEnumerable<Finding> same)
    {
        var across = new List<Pause>();
        foreach (var finding in same)
        {
            var from = finding.Since > 0 && !finding.Reason.LiesBetweenWitnesses ? finding.Since : First(finding);
            var inside = pauses.FirstOrDefault(pause => pause.LiesIn(from, finding.JudgedAt));
            if (inside == default) return;
            across.Add(inside);
        }

        foreach (var pause in across) doubtful[pause.After] = pause;
    }

    private bool Stands(Finding finding)
    {
        if (!doubtful.Values.Any(pause => pause.LiesIn(Began(finding), finding.JudgedAt))) return true;
        fallen[finding.Rule.Id] = fallen.GetValueOrDefault(finding.Rule.Id) + 1;
        return false;
    }

    private static long Began(Finding finding) => finding.Since > 0 && !finding.Reason.LiesBetweenWitnesses ? Math.Min(finding.Since, First(finding)) : First(finding);

    private static long First(Finding finding) => finding.Witnesses[0].Event.Header.Sequence;
}
