using Tracer.Cli.Files;
using System.CommandLine;
using System.Globalization;
using Tracer.Analysis.Explaining;
using Tracer.Cli.Usage;
using Tracer.Engine;
using Tracer.Engine.Faults;
using Tracer.Lab.Recording;
using Tracer.Reports.Text;
using Tracer.Traces.Recording;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer record</c>: run the engine, write a trace.</summary>
internal static class RecordCommand
{
    public static Command Create()
    {
        var run = new RunOptions();
        var packed = new Option<bool>("--packed") { Description = "write blocks of 256 events: cheaper, and only Tracer reads them" };
        var output = new Option<string>("-o", "--output") { Description = "the trace to write", HelpName = "FILE", Required = true };
        var command = new ExampleCommand(
            "record", "Run the engine and write a trace. Exits 0 when it recorded, whatever the run did.",
            "tracer record reclaim --protocol aac2fea9 --driver kvm -o run.nettrace",
            "tracer record mkclean+munmap --driver kvm --driver ib-umem-odp --seed 7 -o run.nettrace",
            "tracer record reclaim --fault early-range-end --driver kvm -o run.nettrace");
        run.AddTo(command);
        command.Add(packed);
        command.Add(output);
        command.SetAction(parsed =>
        {
            var request = run.Request(parsed);
            var console = parsed.InvocationConfiguration;
            var file = OutputFile.OfTrace(parsed.GetValue(output)!);
            try
            {
                var recorded = EngineRecording.Record(request, file.Path, parsed.GetValue(packed), Interruption.Of(parsed).Token);
                foreach (var fault in recorded.UnmetFaults) console.Error.WriteLine($"tracer: {Unmet(fault)}");
                console.Output.WriteLine(Sentence(request, recorded));
                return ExitCode.Holds;
            }
            catch (EventsLostException e)
            {
                console.Error.WriteLine($"tracer: {file.Path}: {LossText.Of(e.Lost, e.Held)}; what was recorded is in {e.Path}");
                return ExitCode.Inconclusive;
            }
        });
        return command;
    }

    private static string Unmet(PlantedFault fault)
    {
        var drivers = fault.Drivers.Count > 0 ? $" with {string.Join("+", fault.Drivers)}" : "";
        var changes = fault.Changes.Count > 0 ? $" and {string.Join(", ", fault.Changes)}" : "";
        return $"{fault.Name} has done nothing: the run does not come to where it is planted; it shows in {fault.Scenario} under {fault.Protocol}{drivers}{changes}";
    }

    public static string Sentence(RunRequest request, RecordingResult recorded)
    {
        var drivers = request.Drivers.Count > 0 ? string.Join(", ", request.Drivers) : "no driver";
        var unfinished = recorded.Outcome.Unfinished > 0 ? $", {recorded.Outcome.Unfinished} tasks could not finish" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{recorded.Path}: {recorded.Outcome.Events:N0} events of {request.Scenario} under {request.Protocol} with {drivers}, seed {request.Seed}{unfinished}; hash {recorded.Hash}");
    }
}
