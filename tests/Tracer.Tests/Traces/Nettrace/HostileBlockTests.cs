using System.Buffers.Binary;
using System.Text;
using Tracer.Testing;

namespace Tracer.Tests.Traces.Nettrace;

/// <summary>What a block says of itself is not handed on to TraceEvent unseen: it would take the numbers for what they say, and memory behind the block for an event.</summary>
public sealed class HostileBlockTests : IDisposable
{
    private const int Events = 2;
    private const int Definitions = 3;
    private const int Threads = 6;

    private readonly Recordings recordings = new();

    public void Dispose() => recordings.Dispose();

    // A type of arrays of arrays: TraceEvent reads it by a call in a call, and a byte of the file is a call.
    [Fact]
    public void Types_in_types_take_no_stack()
    {
        var path = Write(Definition([1, 0, .. Sized([1, (byte)'x', .. Enumerable.Repeat((byte)19, 60_000)]), 0, 0]), EventsOf(payloadSize: 4, payload: 4));

        var (_, completeness) = Recordings.Read(path);

        Assert.Equal("no event of provider Tracer-Vm, but 1 of Some-Provider", completeness.Missing);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(60_000)]
    [InlineData(-1)]
    public void An_event_that_is_longer_than_its_block_is_none(int payloadSize)
    {
        var path = Write(Definition([0, 0, 0, 0]), EventsOf(payloadSize, payload: 4));

        var (read, completeness) = Recordings.Read(path);

        Assert.Empty(read);
        Assert.Contains("the file is damaged after", completeness.Missing, StringComparison.Ordinal);
    }

    private string Write(byte[] definitions, byte[] events)
    {
        // The beginning of a file of version 6: its header and the block of the trace.
        var beginning = File.ReadAllBytes(RepositoryRoot.At("traces/inputs/30a-nettrace-v6-without-an-event.nettrace")).AsSpan(0, 64);
        var path = recordings.PathOf("hostile.nettrace");
        File.WriteAllBytes(path, [.. beginning, .. Block(Threads, [1, 0, 1]), .. Block(Definitions, [0, 0, .. definitions]), .. Block(Events, events), 0, 0, 0, 0]);
        return path;
    }

    private static byte[] Definition(byte[] fields) => Sized([1, .. Text("Some-Provider"), 1, .. Text("Ev"), .. fields]);

    // A header without compression, and one event.
    private static byte[] EventsOf(int payloadSize, int payload)
    {
        var block = new byte[20 + 52 + payload];
        block[0] = 20;
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(20), 48 + payload);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(24), 1);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(28), 1);
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(32), 1);
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(40), 1);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(20 + 48), payloadSize);
        return block;
    }

    private static byte[] Block(int kind, byte[] content)
    {
        var head = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(head, content.Length | kind << 24);
        return [.. head, .. content];
    }

    private static byte[] Sized(byte[] content) => [unchecked((byte)content.Length), (byte)(content.Length >> 8), .. content];

    private static byte[] Text(string text) => [(byte)text.Length, .. Encoding.UTF8.GetBytes(text)];
}
