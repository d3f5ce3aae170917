using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Summaries;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Text;

/// <summary>What is in a trace, for a person: where it comes from, what the run was, which events, tasks and address spaces it holds.</summary>
public static class InfoText
{
    private static readonly (NameSpace Space, string Label)[] RunNames =
    [
        (NameSpace.Scenario, "scenario"), (NameSpace.Protocol, "protocol"), (NameSpace.ChangedChoice, "changed"),
        (NameSpace.RunDriver, "drivers"), (NameSpace.Fault, "faults"), (NameSpace.Strategy, "strategy"), (NameSpace.Kernel, "kernel"),
    ];

    public static void Write(string path, TraceOrigin origin, Completeness completeness, TraceSummary summary, TextWriter output)
    {
        var head = new TraceHead { Path = path, Origin = origin, Completeness = completeness, Events = summary.Events, Names = summary.Names };
        output.Line(path);
        output.AllLines(OriginLines.Of(head));
        if (completeness.Lines is { } lines) output.AllLines(LinesText.All(lines));
        output.Line($"  Hash  {summary.Hash}");
        WriteRun(summary, output);
        WriteCounts("kind", summary.Kinds.Select(of => (of.Kind.ToString(), of.Count)), output);
        WriteCounts("task", summary.Tasks, output);
        WriteCounts("mm", summary.Mms, output);
    }

    private static void WriteRun(TraceSummary summary, TextWriter output)
    {
        foreach (var (space, label) in RunNames)
        {
            var names = summary.Names.All(space);
            if (names.Count > 0) output.AllLines(Wrapping.Wrap($"  {label,-9} ", string.Join(", ", names)));
        }

        if (summary.Run is { } run)
            output.Line($"  {"run",-9} seed {run.Seed}, {run.Cpus} CPUs, {run.Tasks} tasks at the start, engine version {run.EngineVersion}");
    }

    private static void WriteCounts(string heading, IEnumerable<(string Name, long Count)> counts, TextWriter output)
    {
        var table = new Table(heading, "events");
        foreach (var (name, count) in counts) table.Add(name, $"{count:N0}");
        if (table.IsEmpty) return;
        output.Line();
        table.Write(output);
    }
}
