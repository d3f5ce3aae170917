using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Tracing;

/// <summary>Numbers the events of a run and hands them on in blocks.</summary>
internal sealed class EventLog
{
    private const int BlockLength = 256;
    internal const long NsPerEvent = 1000;
    private readonly VmEvent[] block = new VmEvent[BlockLength];
    private readonly int[] lastIds = new int[Enum.GetValues<NameSpace>().Length];
    private int[] ids = [];
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
        Array.Clear(ids);
        Array.Clear(lastIds);
        sink.Accept(header);
    }

    /// <summary>The id of a name in this run; 0 if it has not come up.</summary>
    internal int IdOf(TracedName name) => name.Index < ids.Length ? ids[name.Index] : 0;

    /// <summary>Gives the next id of its space to a name that has none.</summary>
    internal int Number(TracedName name)
    {
        if (name.Index >= ids.Length) Array.Resize(ref ids, name.Index + 1);
        return ids[name.Index] = ++lastIds[(int)name.Space];
    }

    /// <summary>Appends an event with all of its header but what says where it happened; the caller fills that in.</summary>
    internal ref VmEvent Append<T>(in T view)
        where T : struct, IEventView
    {
        if (used == BlockLength) Flush();
        sequence++;
        ref var slot = ref block[used++];
        slot = VmEvent.Of(view);
        slot.Header = new EventHeader { Sequence = sequence, TimestampNs = sequence * NsPerEvent, Cpu = -1, Kind = T.Kind };
        return ref slot;
    }

    internal void End(in RunEnded view)
    {
        Append(view);
        Flush();
    }

    internal void Flush()
    {
        sink!.Accept(block.AsSpan(0, used));
        used = 0;
    }
}
