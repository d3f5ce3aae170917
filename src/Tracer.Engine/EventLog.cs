namespace Tracer.Engine;

/// <summary>Numbers the events of a run and hands them on in blocks.</summary>
internal sealed class EventLog
{
    private const int BlockLength = 256;
    internal const long NsPerEvent = 1000;
    private readonly VmEvent[] block = new VmEvent[BlockLength];
    private IEventSink? sink;
    private int used;
    private long sequence;

    internal long Count => sequence;

    /// <summary>Begins a run with its prepared header, whose events are numbered from 1.</summary>
    internal void Begin(IEventSink to, VmEvent[] header)
    {
        sink = to;
        used = 0;
        sequence = header.Length;
        sink.Accept(header);
    }

    internal void Append<T>(KernelTask task, in T view)
        where T : struct, IEventView
    {
        if (used == BlockLength) Flush();
        var cpu = task.Cpu;
        ref var slot = ref block[used++];
        slot = VmEvent.Of(view);
        sequence++;
        slot.Header = new EventHeader
        {
            Sequence = sequence,
            TimestampNs = sequence * NsPerEvent,
            Task = task.Id,
            Cpu = cpu.Id,
            Function = new FunctionId((ushort)task.Function),
            Kind = T.Kind,
            PreemptDepth = (byte)cpu.PreemptCount,
            Context = cpu.IrqsOff ? ContextFlags.IrqsOff : ContextFlags.None,
        };
    }

    /// <summary>Names an id that came up during the run; <paramref name="name"/> was prepared once.</summary>
    internal void AppendNames(KernelTask task, VmEvent[] name)
    {
        foreach (ref readonly var part in name.AsSpan()) Append(task, part.As<Named>());
    }

    internal void End(in RunEnded view)
    {
        if (used == BlockLength) Flush();
        sequence++;
        ref var slot = ref block[used++];
        slot = VmEvent.Of(view);
        slot.Header = new EventHeader { Sequence = sequence, TimestampNs = sequence * NsPerEvent, Cpu = -1, Kind = RunEnded.Kind };
        Flush();
    }

    internal void Flush()
    {
        sink!.Accept(block.AsSpan(0, used));
        used = 0;
    }
}
