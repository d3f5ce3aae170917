using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Tracer.Benchmarks;
using Tracer.Testing;
using Tracer.Traces.Recording;

if (args is ["cpu"])
{
    CpuTimes.Write(Console.Out);
    return 0;
}

if (args is ["trace", var count, var tasks, var mms, var pages, var file])
{
    using var recorder = NettraceRecorder.Start(file, packed: false);
    recorder.Accept(SyntheticTrace.GoodEvents(Number(count), seed: 1, Number(tasks), Number(mms), Number(pages)));
    recorder.Finish();
    return 0;
}

// In this process: BenchmarkDotNet would otherwise build a project of its own, which central package versions do not reach.
var config = ManualConfig.CreateEmpty()
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddLogger(ConsoleLogger.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddColumn(new EventsPerSecondColumn())
    .AddExporter(MarkdownExporter.GitHub);
return BenchmarkSwitcher.FromAssembly(typeof(ReplayBenchmarks).Assembly).Run(args, config).Any(summary => summary.HasCriticalValidationErrors) ? 1 : 0;

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
