using System.Diagnostics.Tracing;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Diagnostics.NETCore.Client;

namespace Tracer.Tests.Traces.Nettrace;

/// <summary>EventPipe sessions are process-wide, and timings of one disturb the other: these tests run one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NettraceCollection
{
    public const string Name = "nettrace";
}

/// <summary>A folder of its own for a test's recordings, and runs to record.</summary>
public sealed partial class Recordings : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracer-");

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);

    public string Record(ReadOnlySpan<VmEvent> events, bool packed = false, string name = "run.nettrace")
    {
        RecordTo(PathOf(name), events, packed);
        return PathOf(name);
    }

    public static void RecordTo(string path, ReadOnlySpan<VmEvent> events, bool packed = false)
    {
        using var recorder = NettraceRecorder.Start(path, packed);
        recorder.Accept(events);
        recorder.Finish();
    }

    /// <summary>A recording that is shown around holds no path of the machine that made it, in either way of writing text.</summary>
    public static void SaysNothingOfTheMachine(string path)
    {
        var file = File.ReadAllBytes(path);
        foreach (var text in new[] { Encoding.Latin1.GetString(file), Encoding.Unicode.GetString(file), Encoding.Unicode.GetString(file.AsSpan(1)) })
        {
            Assert.DoesNotMatch(APath(), text);
            Assert.DoesNotContain(".dll", text, StringComparison.Ordinal);
        }
    }

    /// <summary>A recording that holds no event of this project: of another source, with stacks and rundown as other tools ask for them.</summary>
    public string RecordForeign()
    {
        var path = PathOf("foreign.nettrace");
        var configuration = new EventPipeSessionConfiguration([new EventPipeProvider(ForeignSource.Name, EventLevel.Informational)], 16, true, true);
        using var session = new DiagnosticsClient(Environment.ProcessId).StartEventPipeSession(configuration);
        using (var source = new ForeignSource())
        using (var file = File.Create(path))
        {
            for (var i = 0; i < 100; i++) source.Happened(i);
            var copying = session.EventStream.CopyToAsync(file);
            session.Stop();
            copying.GetAwaiter().GetResult();
        }

        return path;
    }

    public static (VmEvent[] Events, Completeness Completeness) Read(string path)
    {
        using var trace = NettraceTrace.Open(path);
        var read = new EventList();
        var completeness = trace.Read(read);
        return ([.. read.Events], completeness);
    }

    /// <summary>A run of the engine as a trace shows it: header, names, page-table changes, end; numbered from 1.</summary>
    public static VmEvent[] Run(int changes)
    {
        List<VmEvent> run = [VmEvent.Of(new RunStarted { EngineVersion = 1, Seed = 7, Cpus = 2, Tasks = 3 })];
        run.AddRange(Names.Events(NameSpace.Scenario, 1, "reclaim"));
        run.AddRange(Names.Events(NameSpace.Protocol, 1, "aac2fea9"));
        for (var i = 0; i < changes; i++)
            run.Add(VmEvent.Of(new PteChanged { Table = new TableId(i % 5), Index = (ushort)(i % 512) }));
        run.Add(VmEvent.Of(new RunEnded { Events = run.Count + 1 }));
        var events = run.ToArray();
        for (var i = 0; i < events.Length; i++)
        {
            events[i].Header.Sequence = i + 1;
            events[i].Header.TimestampNs = 10 * i;
            events[i].Header.Task = new TaskId(1 + i % 3);
        }

        return events;
    }

    [GeneratedRegex(@"/[a-z]+/")]
    private static partial Regex APath();
}

[EventSource(Name = Name)]
internal sealed class ForeignSource : EventSource
{
    public new const string Name = "Tracer-Tests-Foreign";

    [Event(1)]
    public void Happened(int number) => WriteEvent(1, number);
}

internal sealed class EventList : IEventSink
{
    public List<VmEvent> Events { get; } = [];

    public void Accept(ReadOnlySpan<VmEvent> events) => Events.AddRange(events);
}
