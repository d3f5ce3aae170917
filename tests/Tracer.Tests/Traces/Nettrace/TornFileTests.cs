namespace Tracer.Tests.Traces.Nettrace;

[Collection(NettraceCollection.Name)]
public sealed class TornFileTests : IDisposable
{
    private readonly Recordings recordings = new();

    public void Dispose() => recordings.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cut_anywhere_keeps_the_beginning_and_says_what_is_missing(bool packed)
    {
        var written = Recordings.Run(changes: 4000);
        var bytes = File.ReadAllBytes(recordings.Record(written, packed));
        var before = 0;
        foreach (var length in Cuts(bytes.Length))
        {
            var (read, completeness) = ReadCut(bytes, length);

            Assert.True(read.Length >= before, $"cut at {length}: {read.Length} events, a shorter cut had {before}");
            Assert.Equal(written[..read.Length], read);
            Assert.Empty(completeness.Gaps);
            Assert.Equal(read.Length < written.Length, completeness.EndsInMiddle);
            if (read.Length == written.Length) Assert.Null(completeness.Missing);
            else if (read.Length > 0) Assert.Contains($"#{read.Length}", completeness.Missing, StringComparison.Ordinal);
            else Assert.Contains("no event", completeness.Missing, StringComparison.Ordinal);
            before = read.Length;
        }

        Assert.Equal(written.Length, before);
    }

    [Fact]
    public void A_cut_loses_no_whole_event()
    {
        var written = Recordings.Run(changes: 4000);
        var bytes = File.ReadAllBytes(recordings.Record(written));
        var last = written[3000];

        // An event's own bytes lie in the file as they are: the header from its sequence on, then the fields.
        var own = System.Runtime.InteropServices.MemoryMarshal.AsBytes(new ReadOnlySpan<VmEvent>(in last))[..(EventHeader.Size + EventShape.Of(last.Header.Kind).PayloadLength)];
        var end = bytes.AsSpan().IndexOf(own) + own.Length;

        Assert.Equal(3001, ReadCut(bytes, end).Events.Length);
        Assert.Equal(3001, ReadCut(bytes, end + 1).Events.Length);
        Assert.Equal(3000, ReadCut(bytes, end - 1).Events.Length);
    }

    [Fact]
    public void Half_a_file_says_where_it_breaks_off_and_what_came_last()
    {
        var bytes = File.ReadAllBytes(recordings.Record(Recordings.Run(changes: 4000)));

        var (read, completeness) = ReadCut(bytes, bytes.Length / 2);

        Assert.Equal(
            FormattableString.Invariant($"the file breaks off after {bytes.Length / 2:N0} bytes; the last event read is #{read.Length}, the one that closes the run is not there"),
            completeness.Missing);
    }

    // Behind the metadata, that is: from a field count damaged there TraceEvent makes arrays of any size, gigabytes too.
    [Fact]
    public void A_damaged_file_is_read_or_refused_and_nothing_else()
    {
        var bytes = File.ReadAllBytes(recordings.Record(Recordings.Run(changes: 500)));
        var random = new Random(4711);
        var refused = 0;
        for (var i = 0; i < 60; i++)
        {
            var damaged = bytes.ToArray();
            for (var j = 0; j < 8; j++) damaged[random.Next(damaged.Length / 4, damaged.Length)] = (byte)random.Next(256);
            try
            {
                Assert.True(ReadCut(damaged, damaged.Length).Completeness.Lost >= 0);
            }
            catch (TraceFormatException e)
            {
                Assert.StartsWith("cut.nettrace: event #", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 1, 59);
    }

    private static IEnumerable<int> Cuts(int length)
    {
        for (var cut = 8; cut < 300; cut += 7) yield return cut;
        for (var cut = 300; cut < length; cut += length / 97) yield return cut;
        for (var cut = length - 8; cut <= length; cut++) yield return cut;
    }

    private static (VmEvent[] Events, Completeness Completeness) ReadCut(byte[] bytes, int length)
    {
        using var trace = NettraceTrace.Open(new MemoryStream(bytes, 0, length), "cut.nettrace");
        var read = new EventList();
        var completeness = trace.Read(read);
        return ([.. read.Events], completeness);
    }
}
