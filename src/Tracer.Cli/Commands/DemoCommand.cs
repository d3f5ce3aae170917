using Tracer.Cli.Files;
using System.CommandLine;
using Tracer.Analysis.Findings;
using Tracer.Charts;
using Tracer.Cli.Usage;
using Tracer.Engine;
using Tracer.Lab.Checking;
using Tracer.Lab.Exploring;
using Tracer.Lab.Recording;
using Tracer.Reports.Text;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer demo</c>: from nothing to a finding.</summary>
internal static class DemoCommand
{
    private const string Kernel = "linux-6.1-cow-fork-kvm.trace.txt.gz";
    private const int SeedsTried = 500;

    public static Command Create()
    {
        var folder = new Option<string>("-o", "--output") { Description = "where the trace and the chart go", DefaultValueFactory = _ => Path.Combine("out", "demo"), HelpName = "DIR" };
        var command = new ExampleCommand(
            "demo", "From nothing to a finding: check a real kernel's trace, record a run of aac2fea9, explain and plot what it breaks.",
            "tracer demo",
            "tracer demo -o /tmp/demo")
        {
            folder,
        };
        command.SetAction(parsed => Run(parsed.GetValue(folder)!, parsed.InvocationConfiguration.Output, Interruption.Of(parsed).Token));
        return command;
    }

    private static int Run(string folder, TextWriter output, CancellationToken stop)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{folder}: cannot be made a folder: {e.Message}", e);
        }

        CheckKernel(Path.Combine(folder, Kernel), output, stop);
        output.WriteLine();
        var trace = Path.Combine(folder, "aac2fea9.nettrace");
        Record(trace, output, stop);
        output.WriteLine();
        Explain(trace, Path.Combine(folder, "aac2fea9"), output, stop);
        return ExitCode.Holds;
    }

    private static void CheckKernel(string path, TextWriter output, CancellationToken stop)
    {
        OutputFile.Named(path).WriteBytes(stream =>
        {
            using var packed = typeof(DemoCommand).Assembly.GetManifestResourceStream(Kernel)
                ?? throw new InvalidOperationException($"the demo's trace {Kernel} was not built in");
            packed.CopyTo(stream);
        });
        output.WriteLine("1. A real kernel: Linux 6.1 with a KVM guest, copy-on-write faults and forks.");
        output.WriteLine($"   tracer check {path}");
        var report = TraceCheck.Run(path, new CheckOptions { Stop = stop });
        output.WriteLine($"   {VerdictLine.Of(report)}");
        stop.ThrowIfCancellationRequested();
    }

    private static void Record(string path, TextWriter output, CancellationToken stop)
    {
        var request = new RunRequest { Scenario = "reclaim", Protocol = "aac2fea9", Drivers = ["kvm"] };

        // Any seed breaks the rules; the demo shows one on which the device is seen to use the page afterwards.
        request = SeedSearch.Harm(request, SeedsTried, stop) ?? request with { Seed = 1 };
        output.WriteLine("2. The commit that was reverted: aac2fea9 notifies KVM by invalidate_range, which KVM does not hear.");
        output.WriteLine($"   tracer record {request.Scenario} --protocol {request.Protocol} --driver kvm --seed {request.Seed} -o {path}");
        var recorded = EngineRecording.Record(request, path, stop: stop);
        output.WriteLine($"   {RecordCommand.Sentence(request, recorded)}");
    }

    private static void Explain(string trace, string pictures, TextWriter output, CancellationToken stop)
    {
        var report = TraceCheck.Run(trace, new CheckOptions { Stop = stop });
        output.WriteLine("3. What the rules say of it, and what harm was seen.");
        output.WriteLine($"   tracer check {trace}");
        output.WriteLine($"   {VerdictLine.Of(report)}");
        stop.ThrowIfCancellationRequested();
        output.WriteLine();
        var ranking = Ranking.Of(report);
        var finding = ranking.All[0];
        new FindingsText(report).WriteOne(finding, output);
        output.WriteLine();

        // Several rules may speak of one event; the number says which finding is meant.
        var number = ranking.NumberOf(finding);
        var chart = PlotCommand.Draw(trace, new CheckOptions { Stop = stop }, report, finding);
        output.WriteLine("4. The same as a picture.");
        foreach (var format in PlotFile.Formats)
        {
            var picture = $"{pictures}.{format}";
            OutputFile.Named(picture).WriteBytes(stream => PlotFile.Write(chart, format, stream));
            output.WriteLine($"   tracer plot {trace} --finding {number} -o {picture}");
            output.WriteLine($"   {picture}");
        }
    }
}
