using System.Globalization;
using Tracer.Traces.Foreign;
using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Ftrace.Semantics;
using Tracer.Traces.Ftrace.Text;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace;

/// <summary>A real kernel's trace as text: tracefs <c>trace</c> and <c>trace_pipe</c>, or what <c>trace-cmd report</c> prints.</summary>
public sealed class FtraceTrace : ITrace
{
    private const int LinesToLearn = 50_000;
    private const string NoLine = "no line of a kernel trace";
    private const string Wanted = "lines such as 'comm-pid [cpu] flags time: event: fields' are wanted";

    private readonly Stream stream;
    private readonly ByteSource source;
    private readonly TextBeginning beginning;
    private readonly KernelEvidence kernel;
    private readonly ProbesSeen seen;
    private bool isLive;
    private bool isRead;

    private FtraceTrace(Stream stream, ByteSource source, string path, TextBeginning beginning, KernelEvidence kernel)
    {
        this.stream = stream;
        this.source = source;
        this.beginning = beginning;
        this.kernel = kernel;
        seen = ProbesSeen.In(beginning.Bytes, kernel.Generation);
        Path = path;
        Origin = new TraceOrigin(
            beginning.IsReport ? TraceSourceKind.FtraceReport : TraceSourceKind.FtraceText, null, kernel.Kernel, kernel.From, kernel.Why)
        {
            Contradiction = kernel.Contradiction,
        };
    }

    public string Path { get; }

    public TraceOrigin Origin { get; }

    /// <param name="stream">The text; belongs to the trace from now on.</param>
    /// <param name="path">What the user calls it.</param>
    /// <param name="kernel">What the user says of the kernel's version; null if nothing.</param>
    /// <param name="isLive">It may still be being written: what has come is told before more is waited for.</param>
    /// <exception cref="TraceFormatException">No line of its beginning is a line of a kernel trace.</exception>
    public static FtraceTrace Open(Stream stream, string path, string? kernel, bool isLive = false)
    {
        var source = new ByteSource(stream);
        var beginning = TextBeginning.Read(source, isLive);
        if (!Recognises(beginning.Bytes))
        {
            var known = TextForms.Of(beginning.Bytes);
            throw new TraceFormatException($"{path}: {known ?? $"{NoLine} in its beginning; {Wanted}"}") { NoTrace = known ?? NoLine };
        }

        return new FtraceTrace(stream, source, path, beginning, KernelEvidence.Of(kernel, beginning.Bytes)) { isLive = isLive };
    }

    /// <summary>True if a text that begins so is a kernel trace: it says so, or one of its first lines is an event's.</summary>
    public static bool Recognises(ReadOnlySpan<byte> beginning) => TextBeginning.IsTrace(beginning);

    public IReadOnlyList<string> ProbesFor(EventKind kind) => ProbeAdvice.For(kind, kernel.Generation);

    public Completeness Read(IEventSink sink)
    {
        ObjectDisposedException.ThrowIf(isRead, this);
        isRead = true;
        var batch = new EventBatch(sink);

        if (isLive) source.BeforeRead = batch.Flush;
        var formula = new LockFormula();
        var directMap = new DirectMap(formula);
        var pairs = new LockPairs();
        LearnLocks(formula, directMap, pairs);
        var unread = new UnreadTally();
        var reader = ReaderInto(batch, formula, directMap, pairs, unread);
        var lines = beginning.Lines(source);
        while (lines.TryRead(out var line)) reader.Read(line, lines.Number);
        batch.Flush();
        var missing = source.Torn is { } torn ? string.Create(CultureInfo.InvariantCulture, $"everything after line {lines.Number}: {torn}") : null;
        return new Completeness(StartsInMiddle: true, EndsInMiddle: true, reader.Gaps, missing) { Unread = unread.Lines };
    }

    // The first locks of a trace are taken before it has shown which tables they protect, and events that were made without that cannot be mended, as ids are
    // given in the order of events: so its beginning is read twice, up to the line that shows it.
    private void LearnLocks(LockFormula formula, DirectMap directMap, LockPairs pairs)
    {
        var reader = ReaderInto(new EventBatch(NoSink.Instance), formula, directMap, pairs, new UnreadTally());
        var lines = beginning.Lines(ByteSource.Empty);
        for (var count = 0; count < LinesToLearn && directMap.First is null && lines.TryRead(out var line); count++) reader.Read(line, lines.Number);
    }

    private ProbeReader ReaderInto(EventBatch batch, LockFormula formula, DirectMap directMap, LockPairs pairs, UnreadTally unread)
    {
        var names = new TraceNames(batch);
        if (kernel.Kernel is not null) names.Tell(NameSpace.Kernel, 1, kernel.Kernel, new EventHeader { Cpu = -1, PreemptDepth = EventHeader.UnknownDepth });
        var translator = new KernelTranslator(batch, names, formula, directMap, pairs, kernel.Generation, seen, unread);
        return new ProbeReader(beginning, translator, new TextPlans(kernel.Generation, names), names, batch, unread);
    }

    public void Dispose() => stream.Dispose();
}
