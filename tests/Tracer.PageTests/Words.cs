using Tracer.Analysis.Explaining;
using Tracer.Traces;
using Tracer.Traces.Reading;

namespace Tracer.PageTests;

/// <summary>The events of a trace in words, with the name of their task before them: what a search may find.</summary>
internal sealed class Words : IEventSink
{
    private static readonly EventKindSet OfTheTraceItself =
        EventKindSet.Of(EventKind.Named, EventKind.Decision, EventKind.RunStarted, EventKind.RunEnded, EventKind.TaskSwitched);

    private readonly List<VmEvent> events = [];
    private readonly Names names = new();

    public static IEnumerable<string> Of(string trace)
    {
        var read = new Words();
        using (var file = TraceFile.Open(trace)) file.Read(read);
        var words = new EventWords(read.names);
        return [.. read.events.Where(e => !OfTheTraceItself.Contains(e.Header.Kind)).Select(e => $"{read.names.Of(e.Header.Task)} {words.InFull(in e)}")];
    }

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        names.Accept(events);
        this.events.AddRange(events);
    }
}
