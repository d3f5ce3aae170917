namespace Tracer.Traces.Reading;

/// <summary>An opened trace, of whatever form. Opening has recognised the form and read as much as tells the origin.</summary>
public interface ITrace : IDisposable
{
    /// <summary>The file's path as the user gave it; <c>-</c> for standard input.</summary>
    string Path { get; }

    TraceOrigin Origin { get; }

    /// <summary>
    /// Reading has come upon what the trace should have been read by from its beginning, and has ended there: what it has told so far holds as far as it goes, and all of it is told
    /// again, by what is known now, by another <see cref="Read"/>. Only of a live stream, of which nothing can be read ahead.
    /// </summary>
    bool IsToBeReadAgain => false;

    /// <summary>The probes and tracepoints that would show a kind of event in a trace of this form, each once; none if there are none.</summary>
    IReadOnlyList<string> ProbesFor(EventKind kind) => [];

    /// <summary>
    /// Reads the trace once to its end, or to where it is torn, into the sink in order. May be called once, and again if it <see cref="IsToBeReadAgain"/>. A sink that has seen enough throws, such as
    /// <see cref="OperationCanceledException"/>: what a sink throws comes through as it is, and nothing more is read.
    /// </summary>
    /// <exception cref="TraceFormatException">The content is no trace of this form.</exception>
    Completeness Read(IEventSink sink);

    /// <summary>Writes the lines of a part of it as a text of its own that is marked as a part; in place of <see cref="Read"/>. Null if nothing of it lies there, or it has no lines.</summary>
    /// <exception cref="TraceFormatException">The content is no trace of this form.</exception>
    TextSlice? WriteSlice(TraceSpan span, Stream output) => null;

    /// <summary>The trace that follows in the same file, once this one has been read; null if none does. It goes on where this one ends, so that only one of them is to be disposed of.</summary>
    /// <param name="path">What the user calls it.</param>
    ITrace? Next(string path) => null;
}
