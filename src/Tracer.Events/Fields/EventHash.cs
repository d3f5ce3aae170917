using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Tracer.Events.Fields;

/// <summary>A hash over everything in a stream of events but their timestamps: two runs with equal hashes did the same.</summary>
public sealed class EventHash : IEventSink
{
    private readonly XxHash3 hash = new();

    public long Count { get; private set; }

    public ulong Value => hash.GetCurrentHashAsUInt64();

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        foreach (ref readonly var e in events)
        {
            var timeless = e;
            timeless.Header.TimestampNs = 0;
            hash.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<VmEvent>(in timeless)));
        }

        Count += events.Length;
    }

    public override string ToString() => $"{Value:x16}";
}
