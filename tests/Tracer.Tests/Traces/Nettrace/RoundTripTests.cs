using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;

namespace Tracer.Tests.Traces.Nettrace;

[Collection(NettraceCollection.Name)]
public sealed class RoundTripTests : IDisposable
{
    private readonly Recordings recordings = new();

    public void Dispose() => recordings.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_written_of_every_kind_is_what_is_read(bool packed) =>
        Prop.ForAll(EventBits.Traces, written => Assert.Equal(written, Read(written, packed)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_is_whole(bool packed)
    {
        var written = Recordings.Run(changes: 3000);

        var (read, completeness) = Recordings.Read(recordings.Record(written, packed));

        Assert.Equal(written, read);
        Assert.Equal(Completeness.Whole with { Gaps = completeness.Gaps }, completeness);
        Assert.Empty(completeness.Gaps);
    }

    [Theory]
    [InlineData("reclaim")]
    [InlineData("Rückgewinnung der Seiten, länger als ein Ereignis 𝄞")]
    [InlineData("")]
    public void A_name_comes_back(string name)
    {
        VmEvent[] written = [.. Names.Events(NameSpace.Scenario, 1, name)];

        var (read, _) = Recordings.Read(recordings.Record(written));

        Assert.Equal(written, read);
    }

    // Faster than EventPipe empties a buffer this small: the recorder has to wait for the file.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_larger_than_the_buffer_loses_nothing(bool packed)
    {
        var written = Recordings.Run(changes: 400_000);
        var path = recordings.PathOf("large.nettrace");
        using (var recorder = NettraceRecorder.Start(path, packed, new NettraceRecorder.Settings { BufferMegabytes = 8 }))
        {
            recorder.Accept(written);
            recorder.Finish();
        }

        var (read, completeness) = Recordings.Read(path);

        Assert.Empty(completeness.Gaps);
        Assert.True(written.AsSpan().SequenceEqual(read));
    }

    private VmEvent[] Read(VmEvent[] written, bool packed) => Recordings.Read(recordings.Record(written, packed)).Events;
}

/// <summary>Traces in which every kind occurs and every field holds any bits that are a value of it.</summary>
internal static class EventBits
{
    public static Arbitrary<VmEvent[]> Traces { get; } = Arb.From(
        from events in Gen.CollectToArray(Enumerable.Repeat(EventShape.All, 4).SelectMany(shapes => shapes).Select(Events))
        from shuffled in Gen.Shuffle(events)
        select OutsideRuns(shuffled),
        Halves);

    private static Gen<VmEvent> Events(EventShape shape) =>
        Gen.ArrayOf(Gen.Choose(0, 255), VmEvent.Size).Select(bits => Of(shape, bits));

    private static VmEvent Of(EventShape shape, int[] bits)
    {
        VmEvent e = default;
        var bytes = MemoryMarshal.AsBytes(new Span<VmEvent>(ref e));
        for (var i = 0; i < EventHeader.Size + shape.PayloadLength; i++) bytes[i] = (byte)bits[i];
        e.Header.Kind = shape.Kind;
        e.Header.Reserved = 0;
        foreach (var field in EventShape.Header.Concat(shape.Fields).Where(field => !field.IsText))
            if (field.Read(in e) is var value && !field.Bounds.Allow(value, field.Size)) field.Write(ref e, value % (field.Bounds.Most + 1));
        if (e.Header.Kind == EventKind.Named) shape.Field(nameof(Named.Id)).Write(ref e, e.As<Named>().Part);
        if (e.Header.Kind == EventKind.PteChanged) shape.Field(nameof(PteChanged.Address)).Write(ref e, e.As<PteChanged>().Address.AlignDown(PageSize.P4d).Value);
        return e;
    }

    // Within a run the reader takes holes between sequence numbers for losses, and random numbers are all holes; everywhere, numbers that fall for events that come again.
    private static VmEvent[] OutsideRuns(VmEvent[] events)
    {
        var numbers = events.Select(e => e.Header.Sequence).Order().ToArray();
        return [.. events.OrderBy(e => e.Header.Kind == EventKind.RunStarted).Select((e, i) => e with { Header = e.Header with { Sequence = numbers[i] } })];
    }

    private static IEnumerable<VmEvent[]> Halves(VmEvent[] events) =>
        events.Length < 2 ? [] : [events[..(events.Length / 2)], events[(events.Length / 2)..]];
}
