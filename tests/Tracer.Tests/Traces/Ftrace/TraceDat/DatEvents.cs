using Tracer.Traces.Ftrace;

namespace Tracer.Tests.Traces.Ftrace.TraceDat;

/// <summary>Reads a file written by hand into events.</summary>
internal sealed class DatEvents : IEventSink
{
    private readonly List<VmEvent> events = [];

    private DatEvents(ITrace trace)
    {
        Origin = trace.Origin;
        Completeness = trace.Read(this);
        if (trace.Next("trace.dat#2") is { } next) Next = new DatEvents(next);
    }

    /// <summary>What the next trace in the file tells; null if there is none.</summary>
    public DatEvents? Next { get; }

    public TraceOrigin Origin { get; }

    public Completeness Completeness { get; }

    public Names Names { get; } = new();

    /// <summary>Every event but those that give names.</summary>
    public IEnumerable<VmEvent> Events => events.Where(e => e.Header.Kind != EventKind.Named);

    public static DatEvents Of(DatFile file) => Of(file.Bytes());

    public static DatEvents Of(byte[] bytes)
    {
        using var trace = TraceDatTrace.Open(new MemoryStream(bytes), "trace.dat", null);
        return new DatEvents(trace);
    }

    void IEventSink.Accept(ReadOnlySpan<VmEvent> taken)
    {
        Names.Accept(taken);
        events.AddRange(taken);
    }
}
