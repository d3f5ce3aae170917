namespace Tracer.Events.Fields;

/// <summary>A hash over everything in a stream of events but their timestamps: two runs with equal hashes did the same.</summary>
public sealed class EventHash : IEventSink
{
    private ulong state = 0xcbf2_9ce4_8422_2325;

    public long Count { get; private set; }

    public ulong Value => Mix(state ^ (ulong)Count);

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        foreach (ref readonly var e in events)
        {
            var copy = e;
            copy.Header.TimestampNs = 0;
            foreach (var word in System.Runtime.InteropServices.MemoryMarshal.Cast<VmEvent, ulong>(new ReadOnlySpan<VmEvent>(in copy)))
                state = Mix(state ^ word);
            Count++;
        }
    }

    public override string ToString() => $"{Value:x16}";

    // The finalizer of SplitMix64.
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9e37_79b9_7f4a_7c15;
            value = (value ^ (value >> 30)) * 0xbf58_476d_1ce4_e5b9;
            value = (value ^ (value >> 27)) * 0x94d0_49bb_1331_11eb;
            return value ^ (value >> 31);
        }
    }
}
