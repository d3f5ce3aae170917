namespace Tracer.Analysis.Findings;

/// <summary>Ties the harm that oracles saw to the breaches that made it possible.</summary>
internal static class Confirmation
{
    /// <summary>
    /// Each outcome confirms the last breach before it that speaks of the same page of the same address space. A page freed too early is the step
    /// that lets harm happen, not what was forgotten: what came before it is confirmed too.
    /// </summary>
    public static void Link(IReadOnlyList<Finding> findings)
    {
        for (var i = 0; i < findings.Count; i++)
        {
            if (findings[i].Kind != FindingKind.Outcome) continue;
            for (var j = i - 1; j >= 0; j--)
            {
                if (findings[j].Kind != FindingKind.Protocol || !SamePage(findings[j], findings[i])) continue;
                findings[j].ConfirmedBy.Add(findings[i]);
                if (findings[j].Culprit.Header.Kind != EventKind.PageFreed) break;
            }
        }
    }

    private static bool SamePage(Finding breach, Finding outcome) =>
        breach.Mm == outcome.Mm && breach.Address.IsKnown && outcome.Address.IsKnown
        && (breach.Address.AlignDown(PageSize.Small) == outcome.Address.AlignDown(PageSize.Small)
            || breach.Culprit.Header.Kind == EventKind.PteChanged && breach.Culprit.As<PteChanged>().Extent.Contains(outcome.Address));
}
