using System.CommandLine;
using System.Globalization;
using Tracer.Cli.Usage;
using Tracer.Engine;
using Tracer.Lab.Replaying;
using Tracer.Reports.Text;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer replay</c>: run the engine again by the trace's own schedule.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var trace = TraceArgument.One();
        trace.Description = "a trace that `tracer record` wrote";
        var command = new ExampleCommand(
            "replay", "Run the engine again by a trace's own schedule: 0 identical event for event, 1 different, 3 identical up to where the trace is torn.",
            "tracer replay run.nettrace")
        {
            trace,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(trace)!;
            var output = parsed.InvocationConfiguration.Output;
            var result = EngineReplay.Run(path, Interruption.Of(parsed).Token);
            return result.IsIdentical ? Same(path, result, output) : Different(path, result, output);
        });
        return command;
    }

    private static int Same(string path, ReplayResult result, TextWriter output)
    {
        var torn = result.Completeness.Missing is not null || result.Completeness.Gaps.Count > 0;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: identical, {result.Events:N0} events{(torn ? " as far as the trace goes" : "")}"));
        if (result.Completeness.Missing is { } missing) output.WriteLine($"  {missing}");
        return torn ? ExitCode.Inconclusive : ExitCode.Holds;
    }

    private static int Different(string path, ReplayResult result, TextWriter output)
    {
        if (result.EngineVersion != Simulation.EngineVersion)
            output.WriteLine($"{path}: recorded by version {result.EngineVersion} of the engine, this is version {Simulation.EngineVersion}");
        if (result.Difference is { } difference)
        {
            output.WriteLine($"{path}: differs from event {difference.Recorded.Header.Sequence} on");
            var lines = new EventLines(output, result.Names, fields: true);
            output.WriteLine($"  recorded {lines.Of(difference.Recorded).TrimStart()}");
            output.WriteLine($"  now      {lines.Of(difference.Found).TrimStart()}");
        }

        if (result.Stopped is { } stopped) output.WriteLine($"{path}: {stopped}");
        return ExitCode.Violated;
    }
}
