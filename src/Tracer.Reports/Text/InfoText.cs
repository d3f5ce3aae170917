using System.Globalization;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Summaries;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Text;

/// <summary>What is in a trace, for a person: where it comes from, what the run was, which events, tasks and address spaces it holds.</summary>
public static class InfoText
{
    private const int MostTold = 10;
    private const decimal NsPerSecond = 1_000_000_000;

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
        WriteMachine(summary, output);
        WriteRun(summary, output);
        WriteCounts("kind", summary.Kinds.Select(of => (of.Kind.ToString(), of.Count)), output);
        WriteCounts("task", summary.Tasks, output);
        WriteCounts("mm", summary.Mms, output);
        WriteUsers(summary, output);
        WriteCounts("syscall", summary.Calls, output);
        WriteCounts("lock (most taken)", summary.Locks.Take(MostTold), output);
        WriteCounts("function (most events)", summary.Functions.Take(MostTold), output);
    }

    private static void WriteMachine(TraceSummary summary, TextWriter output)
    {
        if (summary.Times is { } times)
        {
            output.Line(string.Create(
                CultureInfo.InvariantCulture, $"  Time  {times.FirstNs / NsPerSecond:F6} to {times.LastNs / NsPerSecond:F6} s, {(times.LastNs - times.FirstNs) / NsPerSecond:F6} s in all"));
        }

        if (summary.Cpus.Count > 0) output.AllLines(Wrapping.Wrap("  CPUs  ", string.Join(", ", summary.Cpus)));
        if (summary.Run is null && summary.Names.All(NameSpace.Driver) is { Count: > 0 } drivers) output.AllLines(Wrapping.Wrap("  Drivers ", string.Join(", ", drivers)));
    }

    private static void WriteUsers(TraceSummary summary, TextWriter output)
    {
        var table = new Table("mm", "tasks");
        foreach (var (mm, tasks) in summary.Users)
            table.Add(mm, string.Join(", ", tasks.Take(MostTold)) + (tasks.Count > MostTold ? $" and {tasks.Count - MostTold} more" : ""));
        if (table.IsEmpty) return;
        output.Line();
        table.Write(output);
    }

    private static void WriteRun(TraceSummary summary, TextWriter output)
    {
        foreach (var (space, label) in RunNames)
        {
            var names = summary.Names.All(space);
            if (names.Count > 0) output.AllLines(Wrapping.Wrap($"  {label,-9} ", string.Join(", ", names)));
        }

        if (summary.Run is not { } run) return;
        output.Line($"  {"run",-9} seed {run.Seed}, {run.Cpus} CPUs, {run.Tasks} tasks at the start, engine version {run.EngineVersion}");
        output.AllLines(ShellCommand.Lines("  again     ", Record(summary.Names, run.Seed)));
    }

    // The scenario may bring a kernel and drivers of its own; what the run had is named all the same.
    private static List<string> Record(Names names, ulong seed)
    {
        List<string> words = ["tracer", "record", .. names.All(NameSpace.Scenario)];
        Add("--protocol", NameSpace.Protocol);
        Add("--driver", NameSpace.RunDriver);
        Add("--set", NameSpace.ChangedChoice);
        Add("--fault", NameSpace.Fault);
        return [.. words, "--seed", seed.ToString(CultureInfo.InvariantCulture), "-o", "run.nettrace"];

        void Add(string option, NameSpace space)
        {
            foreach (var name in names.All(space)) words.AddRange([option, name]);
        }
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
