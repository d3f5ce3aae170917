using System.Diagnostics.Tracing;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using Microsoft.Diagnostics.NETCore.Client;
using Tracer.Traces.Recording;

namespace Tracer.Benchmarks;

/// <summary>What recording costs, against the same fields handed to a bare <c>WriteEventCore</c> in the same run: look at the ratios.</summary>
[MemoryDiagnoser]
public class NettraceRecordingBenchmarks
{
    private const int Count = 100_000;

    private readonly VmEvent[] events = NettraceEvents.Changes(Count);
    private EventPipeSession session = null!;
    private Thread drain = null!;

    [GlobalSetup]
    public void Start()
    {
        EventPipeProvider[] providers = [new("Tracer-Vm", EventLevel.Verbose), new(BareEventSource.Provider, EventLevel.Verbose)];
        _ = VmEventSource.Log;
        session = new DiagnosticsClient(Environment.ProcessId).StartEventPipeSession(new EventPipeSessionConfiguration(providers, 512, requestRundown: false, requestStackwalk: false));
        drain = new Thread(() => session.EventStream.CopyTo(Stream.Null));
        drain.Start();
    }

    [GlobalCleanup]
    public void Stop()
    {
        session.Stop();
        drain.Join();
        session.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public void BareWriteEventCore()
    {
        foreach (ref readonly var e in events.AsSpan()) BareEventSource.Log.Write(in e);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Typed()
    {
        foreach (ref readonly var e in events.AsSpan()) VmEventSource.Log.Write(in e);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Packed()
    {
        for (var i = 0; i < Count; i += 256) VmEventSource.Log.WritePacked(events.AsSpan(i, Math.Min(256, Count - i)));
    }
}

/// <summary>Page-table changes, the event with the most fields.</summary>
internal static class NettraceEvents
{
    public static VmEvent[] Changes(int count)
    {
        var events = new VmEvent[count];
        for (var i = 0; i < count; i++)
        {
            events[i] = VmEvent.Of(new PteChanged { Mm = new MmId(1), Table = new TableId(i % 5), Index = (ushort)(i % 512) });
            events[i].Header.Sequence = i + 1;
            events[i].Header.TimestampNs = 10 * i;
            events[i].Header.Task = new TaskId(1 + i % 3);
        }

        return events;
    }
}

/// <summary>What anybody would write by hand: one piece of data per field.</summary>
[EventSource(Name = Provider)]
internal sealed unsafe class BareEventSource : EventSource
{
    public const string Provider = "Tracer-Bare";

    private static readonly EventField[] Fields = [.. EventShape.Header, .. EventShape.Of(EventKind.PteChanged).Fields];
    private static readonly int[] Offsets = [.. Fields.Select(field => field.Offset)];
    private static readonly int[] Sizes = [.. Fields.Select(field => field.Size)];

    public static BareEventSource Log { get; } = new();

    [NonEvent]
    public void Write(in VmEvent e)
    {
        if (IsEnabled()) WritePieces(in e);
    }

    /// <summary>Declares the event.</summary>
    [Event(1)]
    public void Change() => WriteEvent(1);

    [NonEvent]
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private void WritePieces(in VmEvent e)
    {
        var data = stackalloc EventData[Offsets.Length];
        fixed (VmEvent* bytes = &e)
        {
            for (var i = 0; i < Offsets.Length; i++) data[i] = new EventData { DataPointer = (nint)bytes + Offsets[i], Size = Sizes[i] };
            WriteEventCore(1, Offsets.Length, data);
        }
    }
}
