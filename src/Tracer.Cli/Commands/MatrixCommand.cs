using Tracer.Cli.Files;
using System.CommandLine;
using Tracer.Analysis.Sweeps;
using Tracer.Charts;
using Tracer.Charts.Building;
using Tracer.Cli.Usage;
using Tracer.Engine;
using Tracer.Engine.Drivers;
using Tracer.Engine.Protocols;
using Tracer.Engine.Scenarios;
using Tracer.Lab.Exploring;
using Tracer.Reports.Csv;
using Tracer.Reports.Text;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer matrix</c>: what breaks where.</summary>
internal sealed class MatrixCommand
{
    private const int DefaultSeeds = 300;

    private readonly Option<string[]> protocols = new("--protocol") { Description = "only this kernel's protocol, of `list protocols`; may be given several times", HelpName = "P" };
    private readonly Option<string[]> drivers = new("--driver")
    {
        Description = $"only this secondary MMU, of `list drivers`, several at once joined by +, or {SweepReport.NoDriver}; may be given several times",
        HelpName = "D",
    };
    private readonly Option<string[]> scenarios = new("--scenario") { Description = "only this scenario, of `list scenarios`, or several joined by +; may be given several times", HelpName = "S" };
    private readonly Option<int?> seeds = Values.Number<int>("--seeds", 1, "N", $"run so many schedules a cell ({DefaultSeeds} by default)");
    private readonly Option<int?> jobs = Values.Number<int>("--jobs", 1, "N", "run so many cells at a time (as many as there are cores by default)");
    private readonly Option<bool> policy = new("--policy") { Description = "let rules that were proposed and never enforced count" };
    private readonly Option<string> output = new("-o", "--output")
    {
        Description = "write the table as FILE.csv, a row for each rule of each cell, or draw it as FILE.svg or FILE.png",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var matrix = new MatrixCommand();
        matrix.protocols.CompletionSources.Add([.. ProtocolCatalogue.All.Select(one => one.Name)]);
        matrix.drivers.CompletionSources.Add([.. DriverCatalogue.All.Select(one => one.Name)]);
        matrix.scenarios.CompletionSources.Add([.. ScenarioCatalogue.Paths.Select(one => one.Name)]);
        var command = new ExampleCommand(
            "matrix", "Run every protocol with every driver on every scenario under many schedules, and say what breaks where. Exits 0 when it ran, whatever broke.",
            "tracer matrix -o matrix.png",
            "tracer matrix --protocol 4.12 --protocol 4.14 --driver kvm --driver kvm+gntdev",
            "tracer matrix --scenario reclaim --seeds 2000 --policy -o reclaim.csv")
        {
            matrix.protocols, matrix.drivers, matrix.scenarios, matrix.seeds, matrix.jobs, matrix.policy, matrix.output,
        };
        command.SetAction(matrix.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var file = parsed.GetValue(output) is { } path ? OutputFile.Named(path) : null;
        var write = file is null ? null : WriterOf(file.Path);
        var countPolicy = parsed.GetValue(policy);
        var cells = SweepTable.Cells(
            Wanted(parsed, protocols, ProtocolCatalogue.All.Select(protocol => protocol.Name)),
            [.. Wanted(parsed, drivers, DriverCatalogue.All.Select(driver => driver.Name).Prepend(SweepReport.NoDriver)).Select(DriverSet)],
            Wanted(parsed, scenarios, ScenarioCatalogue.Paths.Select(scenario => scenario.Name)));
        if (cells.Count == 0) throw new ArgumentException("none of these scenarios means anything under any of these protocols; `list scenarios` tells what each needs");
        var console = parsed.InvocationConfiguration;
        var interruption = Interruption.Of(parsed);
        if (file is null) interruption.EndWithReader();
        var reports = Sweep(cells, parsed.GetValue(seeds) ?? DefaultSeeds, parsed.GetValue(jobs), console.Error, interruption.Token);

        // Of some cells there is no table to keep, but what they have shown is told.
        if (!interruption.Token.IsCancellationRequested) file?.WriteBytes(stream => write!(reports, countPolicy, stream));
        else console.Error.WriteLine($"tracer: {reports.Count} of {cells.Count} cells were swept{(file is null ? "" : $", and {file.Path} is not written")}");
        if (reports.Count > 0) SweepText.Write(reports, countPolicy, console.Output);
        return ExitCode.Holds;
    }

    private static IReadOnlyList<SweepReport> Sweep(IReadOnlyList<RunRequest> cells, int seeds, int? jobs, TextWriter error, CancellationToken stop)
    {
        using var progress = Progress.On(error);
        return SweepTable.Run(cells, seeds, jobs, done: progress is null ? null : count => progress.Tell(() => $"{count} of {cells.Count} cells, {seeds} schedules each"), stop: stop);
    }

    // What is joined runs in one cell.
    private static IReadOnlyList<string> Wanted(ParseResult parsed, Option<string[]> option, IEnumerable<string> all) =>
        parsed.GetValue(option) is { Length: > 0 } wanted ? [.. wanted.Select(typed => string.Join('+', Typed.Names(typed, all))).Distinct()] : [.. all];

    private static IReadOnlyList<string> DriverSet(string names) => names == SweepReport.NoDriver ? [] : Typed.List(names);

    private static Action<IReadOnlyList<SweepReport>, bool, Stream> WriterOf(string path)
    {
        var ending = Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        if (ending == "csv") return (cells, _, stream) => WriteCsv(cells, stream);
        if (PlotFile.Formats.Contains(ending)) return (cells, countPolicy, stream) => PlotFile.Write(BreachMatrix.Of(cells, countPolicy), ending, stream);
        throw new ArgumentException($"{path}: a matrix is not written as '.{ending}'; known: {string.Join(", ", PlotFile.Formats.Append("csv").Select(known => $".{known}"))}");
    }

    private static void WriteCsv(IReadOnlyList<SweepReport> cells, Stream stream)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        SweepCsv.Write(cells, writer);
    }
}
