using System.Diagnostics;
using Tracer.Tests.Cli;

namespace Tracer.Tests.Survival;

/// <summary>A command with what it does when nothing comes in between.</summary>
/// <param name="Args">Its arguments; what it writes lies in the working folder.</param>
/// <param name="Input">What it reads from standard input, which then stays open; null if it does not.</param>
internal sealed record Work(string[] Args, byte[]? Input = null)
{
    private const string Drivers = "--driver kvm --driver gntdev --driver ib-umem-odp --driver amdgpu --driver hfi1 --driver scif";

    public string Name => string.Join(' ', Args.Select(arg => arg.StartsWith('/') ? "TRACE" : arg)).Replace(Drivers, "--driver …", StringComparison.Ordinal);

    /// <summary>Every command that takes its time.</summary>
    /// <param name="engine">The recording of a run.</param>
    public static Work[] All(string engine) =>
    [
        .. Writing(engine),
        Of($"check {Folder}"),
        Of($"check {SampleTraces.PlantedKernel}"),
        new(["check", "-"], File.ReadAllBytes(SampleTraces.Kernel)),
        Of($"show {SampleTraces.PlantedKernel}"),
        Of($"info {SampleTraces.PlantedKernel}"),
        Of($"explain {SampleTraces.PlantedKernel}"),
        Of($"replay {engine}"),
    ];

    /// <summary>Those that write a file.</summary>
    public static Work[] Writing(string engine) =>
    [
        Of($"record reclaim+mkclean+munmap+truncate+exit+cow+ksm+oom-reaper {Drivers} -o run.nettrace"),
        Of($"record reclaim+mkclean+munmap+truncate+exit+cow+ksm+oom-reaper {Drivers} --packed -o run.nettrace"),
        Of($"check {engine} --format json -o report.json"),
        Of($"check {SampleTraces.PlantedKernel} -o report.txt"),
        Of($"plot {engine} -o finding.svg"),
        Of($"report {engine} -o report.html"),
        Of($"export {SampleTraces.PlantedKernel} -o trace.pftrace"),
        Of($"slice {SampleTraces.PlantedKernel} --finding 1 -o part.txt.gz"),
        Of("matrix --protocol 4.12 --driver kvm --driver gntdev --seeds 20 -o matrix.csv"),
        Of("capture-script -o capture.sh"),
        Of("demo -o demo"),
    ];

    private static string Folder => Path.GetDirectoryName(SampleTraces.PlantedKernel)!;

    /// <summary>Does it undisturbed.</summary>
    public Done Undisturbed()
    {
        var folder = Directory.CreateTempSubdirectory("tracer-");
        try
        {
            var clock = Stopwatch.StartNew();
            using var tool = ToolProcess.Start(folder.FullName, Args);
            if (Input is not null) tool.Feed(Input);
            var ended = Input is null ? tool.End() : null;
            return new Done(ended?.ExitCode, ended is null ? TimeSpan.FromSeconds(1) : clock.Elapsed, Fingerprint.In(folder.FullName).Whole);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Work Of(string line) => new(line.Split(' '));
}

/// <summary>What came of a command that nothing disturbed.</summary>
/// <param name="ExitCode">Null if it goes on for ever.</param>
/// <param name="Time">How long it takes.</param>
/// <param name="Files">What it wrote, by name.</param>
internal sealed record Done(int? ExitCode, TimeSpan Time, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>What is wrong with what a disturbed run left under the names of whole files.</summary>
    public IEnumerable<string> NotWhole(IReadOnlyDictionary<string, string> left) =>
        left.Where(file => Files.GetValueOrDefault(file.Key) != file.Value).Select(file => $"{file.Key} is not what an undisturbed run writes");
}
