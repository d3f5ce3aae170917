using Tracer.Analysis;
using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Lab.Checking;
using Tracer.Pages;
using Tracer.Testing;

namespace Tracer.PageTests;

/// <summary>Pages made of traces, each once.</summary>
public sealed class Reports : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracer-");
    private readonly Dictionary<string, string> made = [];

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>The page of a trace of the repository.</summary>
    public string Of(string trace) => made.TryGetValue(trace, out var path) ? path : made[trace] = Make(RepositoryRoot.At(trace), Path.GetFileName(trace));

    /// <summary>The page of a text.</summary>
    public string OfText(string name, string text)
    {
        var trace = Path.Combine(folder.FullName, $"{name}.txt");
        File.WriteAllText(trace, text);
        return Make(trace, name);
    }

    /// <summary>The page of events in memory.</summary>
    public string OfEvents(string name, VmEvent[] events)
    {
        var analyzer = new Analyzer();
        var names = new Names();
        names.Accept(events);
        analyzer.Begin(Era.E6);
        analyzer.Accept(events);
        var report = analyzer.Finish(name, new TraceOrigin(TraceSourceKind.Engine, "4.14", null, KnownFrom.Header), Completeness.Whole, names);
        return Write(report, name, page =>
        {
            var replay = new Analyzer([]);
            page.ListenTo(replay);
            replay.Begin(Era.E6);
            replay.Accept(events);
            replay.Finish();
        });
    }

    private string Make(string trace, string name)
    {
        var report = TraceCheck.Run(trace, new CheckOptions());
        Assert.Null(report.Error);
        return Write(report, name, page => TraceReplay.Run(trace, new CheckOptions(), page.ListenTo, page.Sinks));
    }

    private string Write(TraceReport report, string name, Action<ReportBuilder> read)
    {
        var page = new ReportBuilder(report);
        read(page);
        var path = Path.Combine(folder.FullName, $"{name}.html");
        using var stream = File.Create(path);
        page.Write(stream);
        return path;
    }
}
