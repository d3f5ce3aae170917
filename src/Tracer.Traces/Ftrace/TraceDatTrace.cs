using System.Globalization;
using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Ftrace.Semantics;
using Tracer.Traces.Ftrace.TraceDat;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace;

/// <summary>A real kernel's trace as trace-cmd keeps it: a <c>trace.dat</c> of version 6 or 7.</summary>
public sealed class TraceDatTrace : ITrace
{
    // As many as a text has lines from which locks are learnt.
    private const int RecordsToLearn = 50_000;

    private readonly Stream file;
    private readonly DatHead head;
    private readonly string? asked;
    private readonly KernelEvidence kernel;
    private readonly ProbesSeen seen;
    private bool isRead;

    private TraceDatTrace(Stream file, string path, DatHead head, string? asked)
    {
        this.file = file;
        this.head = head;
        this.asked = asked;
        kernel = KernelEvidence.Of(asked, head.Evidence, head.Contents.Release);
        var shown = ProbesSeen.In(head.Evidence, kernel.Generation);
        seen = shown with { IsX86 = shown.IsX86 || head.Contents.IsX86 };
        Path = path;
        Origin = new TraceOrigin(TraceSourceKind.TraceDat, null, kernel.Kernel, kernel.From, kernel.Why) { Contradiction = kernel.Contradiction };
    }

    public string Path { get; }

    public TraceOrigin Origin { get; }

    /// <param name="file">The file, which can be read anywhere; belongs to the trace from now on.</param>
    /// <param name="path">What the user calls it.</param>
    /// <param name="kernel">What the user says of the kernel's version; null if nothing.</param>
    /// <exception cref="TraceFormatException">It is no trace.dat of a version that is read, or damaged before its records.</exception>
    public static TraceDatTrace Open(Stream file, string path, string? kernel)
    {
        var contents = DatHeader.Read(file, path);
        var buffer = contents.Buffers.Find(one => !one.IsEmpty) ?? contents.Buffers.FirstOrDefault()
            ?? throw new TraceFormatException($"{path}: a trace.dat without a buffer of records");
        return new TraceDatTrace(file, path, new DatHead(file, buffer, contents), kernel);
    }

    /// <summary>True if a file that begins so is a trace.dat.</summary>
    public static bool Recognises(ReadOnlySpan<byte> beginning) => beginning.StartsWith(DatHeader.Mark);

    /// <summary>What the next of its buffers recorded, an instance's: each has its own events, and nothing tells how those of two lie between each other.</summary>
    public ITrace? Next(string path)
    {
        var buffers = head.Contents.Buffers;
        var next = buffers.Skip(buffers.IndexOf(head.Buffer) + 1).FirstOrDefault(buffer => !buffer.IsEmpty);
        return next is null ? null : new TraceDatTrace(file, path, new DatHead(file, next, head.Contents), asked);
    }

    public IReadOnlyList<string> ProbesFor(EventKind kind) => ProbeAdvice.For(kind, kernel.Generation);

    public Completeness Read(IEventSink sink)
    {
        ObjectDisposedException.ThrowIf(isRead, this);
        isRead = true;
        var formula = new LockFormula();
        var directMap = new DirectMap(formula);
        var pairs = new LockPairs();
        LearnLocks(formula, directMap, pairs);

        var batch = new EventBatch(sink);
        var unread = new UnreadTally();
        using var records = new MergedRecords(file, head.Buffer, head.Contents);
        var (reader, gaps) = ReaderInto(batch, formula, directMap, pairs, unread);
        while (reader.Read(records))
        {
        }

        var unplaced = reader.NoteStatistics();
        batch.Flush();
        return new Completeness(StartsInMiddle: true, EndsInMiddle: true, gaps.All, Missing(records, reader.Number)) { Unread = unread.Lines, Unplaced = unplaced };
    }

    public void Dispose() => file.Dispose();

    // What is behind the first CPU's end cannot be put in order with what that CPU did then.
    private static string? Missing(MergedRecords records, long number) =>
        records.Torn is { } torn ? string.Create(CultureInfo.InvariantCulture, $"everything after record {number}: {torn}") : null;

    // As with a text, the beginning is read twice: the first locks are taken before it has shown which tables they protect.
    private void LearnLocks(LockFormula formula, DirectMap directMap, LockPairs pairs)
    {
        using var records = new MergedRecords(file, head.Buffer, head.Contents);
        var (reader, _) = ReaderInto(new EventBatch(NoSink.Instance), formula, directMap, pairs, new UnreadTally());
        while (reader.Number < RecordsToLearn && directMap.First is null && reader.Read(records))
        {
        }
    }

    private (RecordReader Reader, GapList Gaps) ReaderInto(EventBatch batch, LockFormula formula, DirectMap directMap, LockPairs pairs, UnreadTally unread)
    {
        var names = new TraceNames(batch);
        if (kernel.Kernel is not null) names.Tell(NameSpace.Kernel, 1, kernel.Kernel, new EventHeader { Cpu = -1, PreemptDepth = EventHeader.UnknownDepth });
        var translator = new KernelTranslator(batch, names, formula, directMap, pairs, kernel.Generation, seen, unread);
        var gaps = new GapList(translator);
        return (new RecordReader(head, translator, new RecordPlans(head.Contents.Formats, kernel.Generation, names), names, batch, gaps, unread), gaps);
    }
}
