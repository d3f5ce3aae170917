namespace Tracer.Traces.Reading;

/// <summary>An opened trace, of whatever form. Opening has recognised the form and read as much as tells the origin.</summary>
public interface ITrace : IDisposable
{
    /// <summary>The file's path as the user gave it; <c>-</c> for standard input.</summary>
    string Path { get; }

    TraceOrigin Origin { get; }

    /// <summary>The probes and tracepoints that would show a kind of event in a trace of this form, each once; none if there are none.</summary>
    IReadOnlyList<string> ProbesFor(EventKind kind) => [];

    /// <summary>
    /// Reads the trace once to its end, or to where it is torn, into the sink in order. May be called once. A sink that has seen enough throws, such as
    /// <see cref="OperationCanceledException"/>: what a sink throws comes through as it is, and nothing more is read.
    /// </summary>
    /// <exception cref="TraceFormatException">The content is no trace of this form.</exception>
    Completeness Read(IEventSink sink);
}
