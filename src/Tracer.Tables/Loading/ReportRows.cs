using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;

namespace Tracer.Tables.Loading;

/// <summary>What checking the trace has found.</summary>
internal static class ReportRows
{
    public static void Write(TraceReport report, LoadContext context)
    {
        var explainer = new Explainer(report);
        foreach (var finding in report.Findings.Concat(report.PolicyRemarks).OrderBy(finding => finding.Sequence)) Write(finding, report.Names, explainer, context);
        foreach (var result in report.Rules)
        {
            context.Rows.Rules
                .Text(result.Rule.Id).Text(result.Rule.Statement).Text(context.Names.Word(result.Rule.Severity)).Text(context.Names.Word(result.Rule.Fault))
                .Text(context.Names.Word(result.Verdict)).Number(result.Checked).Number(result.Unjudged).Number(result.Violations).EndRow();
        }

        context.Rows.Traces
            .Text(report.Origin is { } origin ? Kebab.Of(origin.Kind) : null).Text(report.Origin?.Protocol).Text(report.Origin?.Kernel)
            .Text(context.Names.Word(report.Verdict)).Number(report.Events).Number(report.Completeness.Lost).EndRow();
    }

    private static void Write(Finding finding, Names names, Explainer explainer, LoadContext context)
    {
        var header = finding.Culprit.Header;
        context.Rows.Findings
            .Text(finding.Rule.Id).Text(finding.Reason.Code).Text(context.Names.Word(finding.Rule.Severity)).Text(context.Names.Word(finding.Rule.Fault))
            .Text(context.Names.Word(finding.Kind)).Number(finding.Sequence).Number(context.Line(finding.Sequence)).Text(names.Of(header.Task))
            .Text(context.Names.Of(finding.Mm)).Address(finding.Address.IsKnown ? finding.Address.Value : null)
            .Text(names.Of(header.Function)).Text(names.CallerOf(header.Function)).Text(explainer.Because(finding))
            .Text(string.Join(' ', finding.Witnesses.Select(witness => witness.Event.Header.Sequence)))
            .Number(finding.Operation.Header.Kind == EventKind.None ? null : finding.Operation.Header.Sequence).EndRow();
    }
}
