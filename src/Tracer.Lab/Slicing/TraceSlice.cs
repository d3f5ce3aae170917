using Tracer.Analysis.Explaining;
using Tracer.Traces;
using Tracer.Traces.Reading;
using Tracer.Traces.Recording;

namespace Tracer.Lab.Slicing;

/// <summary>Writes a part of a trace as a trace of its own.</summary>
public static class TraceSlice
{
    /// <summary>True if a part of such a trace is lines of a text; else it is recorded events.</summary>
    public static bool IsText(TraceOrigin origin) => origin.Kind is TraceSourceKind.FtraceText or TraceSourceKind.FtraceReport;

    /// <summary>Opens what is to be cut.</summary>
    /// <exception cref="TraceFormatException">It is no trace, or one that is not cut.</exception>
    public static ITrace Open(string path, string? kernel, CancellationToken stop)
    {
        var trace = TraceFile.Open(path, kernel, readsAhead: true, stop);
        if (trace.Origin.Kind != TraceSourceKind.TraceDat) return trace;
        trace.Dispose();
        throw new TraceFormatException($"{path}: a trace.dat is cut by trace-cmd: `trace-cmd split -i FILE -o PART START END`, in seconds; or `trace-cmd report FILE | tracer slice -`");
    }

    /// <summary>Records events of a part.</summary>
    /// <returns>The sequence numbers of the first event and of the last; null if there is none, and no file.</returns>
    public static (long First, long Last)? Record(ITrace trace, TraceSpan span, string path, CancellationToken stop)
    {
        var recorder = NettraceRecorder.Start(path);
        var isWhole = false;
        try
        {
            var slice = new EventSlice(recorder, span);
            trace.Read(new Fanout([new Until(stop), slice]));
            slice.Finish();
            if (slice.First < 0) return null;
            recorder.Finish();
            isWhole = true;
            return (slice.First, slice.Last);
        }
        finally
        {
            recorder.Dispose();
            if (!isWhole) File.Delete(recorder.PartialPath);
        }
    }
}
