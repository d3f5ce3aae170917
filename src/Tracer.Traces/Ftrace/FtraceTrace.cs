using Tracer.Events;

namespace Tracer.Traces.Ftrace;

/// <summary>A real kernel's trace as text: tracefs <c>trace</c> and <c>trace_pipe</c>, or what <c>trace-cmd report</c> prints.</summary>
public sealed class FtraceTrace : ITrace
{
    private readonly Stream stream;
    private readonly TextBeginning beginning;
    private readonly KernelEvidence kernel;
    private bool isRead;

    private FtraceTrace(Stream stream, string path, TextBeginning beginning, KernelEvidence kernel)
    {
        this.stream = stream;
        this.beginning = beginning;
        this.kernel = kernel;
        Path = path;
        Origin = new TraceOrigin(
            beginning.IsReport ? TraceSourceKind.FtraceReport : TraceSourceKind.FtraceText, null, kernel.Kernel, kernel.From, kernel.Why);
    }

    public string Path { get; }

    public TraceOrigin Origin { get; }

    /// <summary>Opens a text; <paramref name="kernel"/> is what the user says of its version, null if nothing.</summary>
    /// <exception cref="TraceFormatException">No line of its beginning is a line of a kernel trace.</exception>
    public static FtraceTrace Open(Stream stream, string path, string? kernel)
    {
        var beginning = TextBeginning.Read(stream, isLive: path == "-");
        if (!Recognises(beginning.Bytes))
            throw new TraceFormatException($"{path}: no line of a kernel trace in its beginning; lines such as 'comm-pid [cpu] flags time: event: fields' are wanted");
        return new FtraceTrace(stream, path, beginning, KernelEvidence.Of(kernel, beginning.Bytes));
    }

    /// <summary>True if a text that begins so is a kernel trace: it says so, or one of its first lines is an event's.</summary>
    public static bool Recognises(ReadOnlySpan<byte> beginning) => TextBeginning.IsTrace(beginning);

    public Completeness Read(IEventSink sink)
    {
        ObjectDisposedException.ThrowIf(isRead, this);
        isRead = true;
        var batch = new EventBatch(sink);
        var names = new TraceNames(batch);
        if (kernel.Kernel is not null) names.Tell(NameSpace.Kernel, 1, kernel.Kernel, default);
        var formula = new LockFormula();
        beginning.Vote(formula);
        var translator = new KernelTranslator(batch, names, formula, kernel.Generation, ProbesSeen.In(beginning.Bytes, kernel.Generation));
        var reader = new TextReader(beginning, stream, translator, new TextPlans(kernel.Generation, names), names);
        reader.ReadAll();
        batch.Flush();
        return new Completeness(StartsInMiddle: true, EndsInMiddle: true, reader.Gaps);
    }

    public void Dispose() => stream.Dispose();
}
