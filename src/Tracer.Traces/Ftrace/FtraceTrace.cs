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
    private readonly string? kernel;
    private readonly bool isLive;
    private readonly long before;
    private long after;
    private bool isRead;

    private FtraceTrace(Stream stream, ByteSource source, string path, string? kernel, bool isLive, long before)
    {
        (this.stream, this.source, this.kernel, this.isLive, this.before) = (stream, source, kernel, isLive, before);
        Path = path;
        beginning = TextBeginning.Read(source, kernel, isLive);
        if (!beginning.Form.IsTrace)
        {
            var known = TextForms.Of(beginning.Buffer.AsSpan(0, beginning.Length));
            throw new TraceFormatException($"{path}: {known ?? $"{NoLine} in its beginning; {Wanted}"}") { NoTrace = known ?? NoLine };
        }

        RefuseOthers();
    }

    public string Path { get; }

    public TraceOrigin Origin => new(
        beginning.Form.IsReport ? TraceSourceKind.FtraceReport : TraceSourceKind.FtraceText, null,
        beginning.Form.Kernel.Kernel, beginning.Form.Kernel.From, beginning.Form.Kernel.Why)
    {
        Contradiction = beginning.Form.Kernel.Contradiction,
    };

    public bool IsToBeReadAgain => beginning.HasLearned;

    /// <param name="stream">The text; belongs to the trace from now on.</param>
    /// <param name="path">What the user calls it.</param>
    /// <param name="kernel">What the user says of the kernel's version; null if nothing.</param>
    /// <param name="isLive">It may still be being written: what has come is told before more is waited for.</param>
    /// <exception cref="TraceFormatException">No line of its beginning is a line of a kernel trace.</exception>
    public static FtraceTrace Open(Stream stream, string path, string? kernel, bool isLive = false) => new(stream, new ByteSource(stream), path, kernel, isLive, before: 0);

    /// <summary>True if a text that begins so is a kernel trace: it says so, or one of its lines is an event's.</summary>
    public static bool Recognises(ReadOnlySpan<byte> beginning) => TextFormScan.Of(beginning, kernel: null).IsTrace;

    public ITrace? Next(string path) => after == 0 ? null : new FtraceTrace(stream, source, path, kernel, isLive, after);

    public IReadOnlyList<string> ProbesFor(EventKind kind) => ProbeAdvice.For(kind, beginning.Form.Kernel.Generation);

    public Completeness Read(IEventSink sink)
    {
        ObjectDisposedException.ThrowIf(isRead && !IsToBeReadAgain, this);
        isRead = true;
        beginning.HasLearned = false;
        var batch = new EventBatch(sink);
        if (isLive) source.BeforeRead = batch.Flush;

        var pass = new Pass(this, batch);
        pass.LearnLocks();
        var lines = Lines(source);
        while (lines.TryRead(out var line) && !beginning.HasLearned)
        {
            if (line.IsEmpty) pass.Reader.Pass(lines.SkipEmpty());
            if (pass.Reader.IsNext(line))
            {
                lines.HandBack();
                break;
            }

            pass.Reader.Read(line, lines);
            if (pass.HasLearnedLocks(lines.Number - before)) beginning.HasLearned = true;
        }

        pass.Reader.Finish();
        batch.Flush();
        RefuseOthers();
        after = source.HasReturned ? lines.Last : 0;
        return pass.Completeness(lines.Last);
    }

    public TextSlice? WriteSlice(TraceSpan span, Stream output)
    {
        ObjectDisposedException.ThrowIf(isRead, this);
        isRead = true;
        var raw = new LineReader(Path, beginning, source, before);

        // What was wrapped is still lines of the text.
        var lines = new TextLines(raw, beginning.Form with { IsWrapped = false });
        var slice = new SliceWriter(span, Origin.Kernel);
        while (lines.TryRead(out var line) && !slice.IsNext(line)) slice.Take(line, raw.Raw, lines.Number);
        return slice.Finish(output);
    }

    private TextLines Lines(ByteSource? rest) => new(new LineReader(Path, beginning, rest, before), beginning.Form);

    // Their tasks and addresses have nothing to do with each other.
    private void RefuseOthers()
    {
        if (beginning.Form is { Machine: { } one, OtherMachine: { } other })
            throw new TraceFormatException($"{Path}: two machines in one text, {one.Name} and {other.Name}: report each by itself");
    }

    public void Dispose() => stream.Dispose();

    /// <summary>One reading of the text by what is known of its form.</summary>
    private sealed class Pass
    {
        private readonly FtraceTrace trace;
        private readonly TextForm form;
        private readonly LockFormula formula = new();
        private readonly DirectMap directMap;
        private readonly LockPairs pairs = new();
        private readonly UnreadTally unread = new();
        private bool knewLocks;

        public Pass(FtraceTrace trace, EventBatch batch)
        {
            this.trace = trace;
            form = trace.beginning.Form;
            directMap = new DirectMap(formula);
            Reader = ReaderInto(batch, unread);
        }

        public ProbeReader Reader { get; }

        // The first locks of a trace are taken before it has shown which tables they protect, and events that were made without that cannot be mended, as ids are
        // given in the order of events: so its beginning is read twice, up to the line that shows it.
        public void LearnLocks()
        {
            var reader = ReaderInto(new EventBatch(NoSink.Instance), new UnreadTally());
            var lines = trace.Lines(rest: null);
            for (var count = 0; count < LinesToLearn && directMap.First is null && lines.TryRead(out var line); count++) reader.Read(line, lines);
            knewLocks = directMap.First is not null;
        }

        /// <summary>More of a live stream has shown what its beginning would have been read by.</summary>
        public bool HasLearnedLocks(long lines) => trace.isLive && !knewLocks && lines <= LinesToLearn && directMap.First is not null;

        public Completeness Completeness(long lines)
        {
            var torn = trace.source.Torn is { } why ? string.Create(CultureInfo.InvariantCulture, $"everything after line {lines}: {why}") : null;
            var missing = torn ?? Reader.BrokenOff;
            return new Completeness(StartsInMiddle: true, EndsInMiddle: true, Reader.Gaps, missing)
            {
                Unread = unread.Lines, Lines = Reader.Counts, IsCounted = Reader.IsCounted, Unplaced = missing is null ? Reader.Unplaced : 0,
            };
        }

        private ProbeReader ReaderInto(EventBatch batch, UnreadTally tally)
        {
            var names = new TraceNames(batch);
            if (form.Kernel.Kernel is { } version) names.Tell(NameSpace.Kernel, 1, version, new EventHeader { Cpu = -1, PreemptDepth = EventHeader.UnknownDepth });
            var translator = new KernelTranslator(batch, names, formula, directMap, pairs, form.Kernel.Generation, form.Seen, tally);
            return new ProbeReader(form, translator, new TextPlans(form.Kernel.Generation, names), names, batch, tally, new LineOrder(trace.Path, form.IsDoubled));
        }
    }
}
