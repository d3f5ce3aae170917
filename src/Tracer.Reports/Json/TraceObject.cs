using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Rules;
using Tracer.Analysis.State;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Json;

// Properties in the order in which schema 1.0 lists them; their names there are these in snake case.

internal sealed record TraceObject(
    string Schema, string Trace, string? Source, string? Protocol, string? Kernel, string KnownFrom, string Verdict, string? Error,
    long Events, long Lost, CompletenessObject Completeness, RuleObject[] Rules, FindingObject[] Findings, UnreadObject[] Unread, string? Contradiction, LinesObject? Lines)
{
    public static TraceObject Of(TraceReport report)
    {
        var explainer = new Explainer(report);
        return new TraceObject(
            JsonReport.Schema,
            report.Path,
            report.Origin is { } origin ? Kebab.Of(origin.Kind) : null,
            report.Origin?.Protocol,
            report.Origin?.Kernel,
            Kebab.Of(report.Origin?.KnownFrom ?? Tracer.Events.Sources.KnownFrom.None),
            Kebab.Of(report.Verdict),
            report.Error,
            report.Events,
            report.Completeness.Lost,
            CompletenessObject.Of(report.Completeness),
            [.. report.Rules.Select(RuleObject.Of)],
            [.. report.Findings.Concat(report.PolicyRemarks).OrderBy(finding => finding.Sequence)
                .Select(finding => FindingObject.Of(finding, report.Names, explainer))],
            [.. report.Completeness.Unread.Select(lines => new UnreadObject(lines.Event, lines.Lines, Kebab.Of(lines.Why), lines.Field))],
            report.Origin?.Contradiction,
            report.Completeness.Lines is { } counts ? new LinesObject(counts.Total, counts.Read, counts.Unused, counts.NotUnderstood, counts.Damaged) : null);
    }
}

internal sealed record LinesObject(long Total, long Read, long Unused, long NotUnderstood, long Damaged);

internal sealed record CompletenessObject(bool StartsInMiddle, bool EndsInMiddle, GapObject[] Gaps, long Unplaced, bool Interrupted)
{
    public static CompletenessObject Of(Completeness held) =>
        new(held.StartsInMiddle, held.EndsInMiddle, [.. held.Gaps.Select(gap => new GapObject(gap.After, gap.Cpu, gap.Lost, Kebab.Of(gap.Cause)))], held.Unplaced, held.IsInterrupted);
}

internal sealed record UnreadObject(string Event, long Lines, string Why, string? Field);

internal sealed record GapObject(long After, int? Cpu, long? Lost, string Cause);

internal sealed record RuleObject(string Id, string Severity, string Fault, string Verdict, long Checked, long Unjudged, long Violations)
{
    public static RuleObject Of(RuleResult result) => new(
        result.Rule.Id, Kebab.Of(result.Rule.Severity), Kebab.Of(result.Rule.Fault), Kebab.Of(result.Verdict),
        result.Checked, result.Unjudged, result.Violations);
}

internal sealed record FindingObject(
    string Rule, string Reason, string Kind, string[] ConfirmedBy, long Sequence, long? Line, string Task, int Mm, string? Address, string? Function,
    string Because, long[] Witnesses, string[] Held, string[] Brackets, string? Caller)
{
    public static FindingObject Of(Finding finding, Names names, Explainer explainer) => new(
        finding.Rule.Id,
        finding.Reason.Code,
        Kebab.Of(finding.Kind),
        [.. finding.ConfirmedBy.Select(outcome => outcome.Rule.Id).Distinct()],
        finding.Sequence,
        explainer.Place.Line(finding.Sequence),
        names.Of(finding.Culprit.Header.Task),
        finding.Mm.Value,
        finding.Address.IsKnown ? finding.Address.ToString() : null,
        names.Of(finding.Culprit.Header.Function),
        explainer.Because(finding),
        [.. finding.Witnesses.Select(witness => witness.Event.Header.Sequence)],
        [.. explainer.Locks(finding)],
        [.. Explainer.Brackets(finding).Select(range => range.ToString())],
        names.CallerOf(finding.Culprit.Header.Function));
}
