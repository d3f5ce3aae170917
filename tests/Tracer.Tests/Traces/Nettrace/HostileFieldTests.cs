using Tracer.Reports.Text;
using Tracer.Testing;
using Tracer.Tests.Reports;

namespace Tracer.Tests.Traces.Nettrace;

/// <summary>A recording can hold any bits: it is checked or refused, in little memory, and nothing else happens.</summary>
[Collection(NettraceCollection.Name)]
public sealed class HostileFieldTests : IDisposable
{
    private const long MostBytes = 256L << 20;

    private static readonly VmEvent[] Run = Recordings.Read(RepositoryRoot.At("traces/engine/reclaim-aac2fea9-kvm.nettrace")).Events;

    private readonly Recordings recordings = new();

    public static TheoryData<EventKind> Kinds => [.. EventShape.All.Select(shape => shape.Kind)];

    public void Dispose() => recordings.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_value_of_any_field_does_more_than_be_refused(EventKind kind)
    {
        // What the header holds is the same to every kind: one that the run is full of does for all.
        var fields = kind == EventKind.PteChanged ? EventShape.Header.Where(field => field.Name != nameof(EventHeader.Kind)).Concat(EventShape.Of(kind).Fields) : EventShape.Of(kind).Fields;
        foreach (var field in fields.Where(field => !field.IsText))
            foreach (var value in Extremes(field)) CheckWith(kind, field, value);
    }

    [Theory]
    [InlineData(nameof(PteChanged.Mm), 300_000_000, "Mm is 300000000; allowed are 0 to 16384")]
    [InlineData(nameof(PteChanged.Mm), -5, "Mm is -5; allowed are 0 to 16384")]
    [InlineData(nameof(PteChanged.Level), 255, "Level is 255; allowed are 0 to 3")]
    [InlineData(nameof(PteChanged.Address), 0x1200, "Address is 0x1200, where no entry of a Pte table begins")]
    public void A_file_that_holds_such_a_field_is_unreadable_and_says_where(string name, long value, string words)
    {
        var field = EventShape.Of(EventKind.PteChanged).Field(name);
        foreach (var packed in new[] { false, true })
        {
            var path = recordings.Record(With(EventKind.PteChanged, field, unchecked((ulong)value), out var sequence), packed, $"{packed}.nettrace");
            var report = TraceCheck.Run(path, new CheckOptions());
            Assert.Equal(TraceVerdict.Unreadable, report.Verdict);
            Assert.Equal($"{path}: event #{sequence}, PteChanged, cannot be: {words}", report.Error);
        }
    }

    private static void CheckWith(EventKind kind, EventField field, ulong value)
    {
        var events = With(kind, field, value, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var trace = new InMemory(events);
            _ = new TextReport().Text(TraceCheck.Run(trace, new CheckOptions { CountPolicy = true }));
        }
        catch (TraceFormatException)
        {
        }
        catch (Exception e)
        {
            Assert.Fail($"{kind}.{field.Name} = {value:x}: {e}");
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes, $"{kind}.{field.Name} = {value:x} takes {(GC.GetAllocatedBytesForCurrentThread() - before) >> 20} MB");
    }

    // Each event of a kind that the run has, or one among the others of a kind that it has not.
    private static VmEvent[] With(EventKind kind, EventField field, ulong value, out long sequence)
    {
        var events = (VmEvent[])Run.Clone();
        var at = Array.FindLastIndex(events, e => e.Header.Kind == kind);
        if (at < 0)
        {
            at = events.Length / 2;
            var header = events[at].Header;
            events[at] = new VmEvent { Header = header with { Kind = kind } };
        }

        sequence = events[at].Header.Sequence;
        field.Write(ref events[at], value);
        return events;
    }

    private static IEnumerable<ulong> Extremes(EventField field)
    {
        var ones = field.Size == 8 ? ulong.MaxValue : (1UL << (8 * field.Size)) - 1;
        ulong[] values =
        [
            0, ones, ones - 1, ones >> 1, (ones >> 1) + 1, ones & ~0xfffUL, 0x1200, 1UL << 47,
            field.Bounds.Most, unchecked(field.Bounds.Most + 1), unchecked((ulong)field.Bounds.Least),
        ];
        return values.Select(value => value & ones).Distinct();
    }

    /// <summary>Events that come as from a file, without the file.</summary>
    private sealed class InMemory(VmEvent[] events) : ITrace
    {
        public string Path => "run.nettrace";

        public TraceOrigin Origin { get; } = new(TraceSourceKind.Nettrace, "aac2fea9", null, KnownFrom.Header);

        public Completeness Read(IEventSink sink)
        {
            var batch = new EventBatch(sink, static (in VmEvent e, string why) => throw new TraceFormatException(why));
            batch.Deliver(events);
            return Completeness.Whole;
        }

        public void Dispose()
        {
        }
    }
}
