using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Reports.Rendering;
using Tracer.Reports.Steps;

namespace Tracer.Reports.Text;

/// <summary>What explains a finding beyond its proof: the events around it, the order that the rule asks for, and what would mend it.</summary>
public sealed class SurroundingsText(TraceHead trace)
{
    private readonly EventWords words = new(trace.Names);
    private readonly EventPlace place = EventPlace.In(trace);

    /// <summary>The order that was seen, the culprit's line marked, what the explanation names under its letters.</summary>
    public void WriteSeen(Finding finding, Surroundings around, TextWriter output)
    {
        var events = around.Events;
        var letters = new Letters(finding);
        output.Line();
        output.Line($"Seen, around {place.Of(finding.Culprit)}; > is the culprit:");
        var tasks = events.Select(e => ContextWords.Of(e.Header, trace.Names).Length).DefaultIfEmpty(0).Max();
        var numbers = events.Select(e => $"{place.Number(e.Header.Sequence)}".Length).DefaultIfEmpty(0).Max();
        foreach (var e in events)
        {
            var mark = e == finding.Culprit ? ">" : " ";
            var letter = letters.Mark(e);
            var number = $"{place.Number(e.Header.Sequence)}".PadLeft(numbers);
            output.AllLines(Wrapping.Wrap($" {mark}{letter,-3} {number} {ContextWords.Of(e.Header, trace.Names).PadRight(tasks)}  ", words.Describe(in e)));
        }

        if (around.Stack is { } stack) WriteStack(finding, stack, output);
    }

    private void WriteStack(Finding finding, IReadOnlyList<string> functions, TextWriter output)
    {
        output.Line();
        output.Line($"Stack of {place.Of(finding.Culprit)}, innermost first:");
        foreach (var function in functions) output.Line($"    {function}");
    }

    /// <summary>The order that the rule asks for, from the run that keeps it.</summary>
    public static void WritePrescribed(Finding finding, TextWriter output)
    {
        if (GoldenRun.Holding(finding.Rule.Id) is not { } kept || GoldenRun.Violating(finding.Rule.Id) is not { } broken) return;
        output.Line();
        output.AllLines(Wrapping.Wrap("", $"Kept in {kept.Path}: {kept.About}", hang: 4));
        output.AllLines(StepTable.Lines(kept.Steps, broken.Steps));
        output.Line();
        output.AllLines(Wrapping.Wrap("Mend  ", Mend(finding)));
    }

    private static string Mend(Finding finding)
    {
        var where = finding.Rule.Fault == Fault.Core ? "in the kernel's core" : "in the driver";
        return $"{where}: {InMidSentence(finding.Rule.Statement)} The steps above with a star are those that keep it; `tracer rules {finding.Rule.Id}` has the run that breaks it beside them.";
    }

    private static string InMidSentence(string text) => text.Length > 1 && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
