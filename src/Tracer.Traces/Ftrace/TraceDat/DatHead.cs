using System.Buffers.Binary;
using System.Text;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>What is known of a trace.dat before its records are read for good: what its header says, and what its first records show.</summary>
internal sealed class DatHead
{
    // About as many as a text has lines in the part that is read ahead of it.
    private const int RecordsToLook = 500_000;

    private readonly HashSet<ushort> seen = [];

    public DatHead(Stream file, DatBuffer buffer, DatContents contents)
    {
        (Contents, Buffer) = (contents, buffer);
        Symbols = new KernelSymbols(contents.Symbols);
        Comms = new TaskComms(contents.Comms);
        Look(file);
        Evidence = Encoding.UTF8.GetBytes(string.Concat(seen.Order().Select(id => Line(contents.Formats.Find(id)))));
        IsRealtime = contents.Formats.CountsLazyPreemption || Symbols.Has("rt_spin_lock"u8) || Evidence.AsSpan().IndexOf("rt_spin_lock"u8) >= 0;
    }

    public DatContents Contents { get; }

    /// <summary>The one of its buffers that is read.</summary>
    public DatBuffer Buffer { get; }

    public KernelSymbols Symbols { get; }

    public TaskComms Comms { get; }

    /// <summary>The events that its first records show, and their fields, as lines of a text show them.</summary>
    public byte[] Evidence { get; }

    /// <summary>A PREEMPT_RT kernel: its spin locks sleep.</summary>
    public bool IsRealtime { get; }

    /// <summary>The depths in its probes' records are too high, as those of fprobes are: from the call of spin_lock to its return they do not grow.</summary>
    public bool CountsFprobes { get; private set; }

    private static string Line(EventFormat? format) => format is null ? "" : $": {format.Name}: {string.Concat(format.Fields.Select(field => $" {field.Name}="))}\n";

    private void Look(Stream file)
    {
        using var records = new MergedRecords(file, Buffer, Contents);
        var before = default(Glance);
        var isTold = false;
        for (var count = 0; count < RecordsToLook; count++)
        {
            var step = records.Next();
            if (step == Step.End) return;
            if (step == Step.Lost || records.Current!.Record.Length < Contents.Formats.Common.Length) continue;
            var glance = Glance.Of(records.Current.Record, Contents.Formats.Common);
            if (glance.Event != before.Event || seen.Count == 0) seen.Add(glance.Event);
            if (!isTold && before.Pid == glance.Pid && Is(before, "spin_lock") && Is(glance, "spin_locked")) (isTold, CountsFprobes) = (true, before.Depth == glance.Depth);
            before = glance;
        }
    }

    private bool Is(Glance glance, string name) => Contents.Formats.Find(glance.Event)?.Name == name;

    /// <summary>What all events have.</summary>
    private readonly record struct Glance(ushort Event, int Pid, byte Depth)
    {
        public static Glance Of(ReadOnlySpan<byte> record, CommonFields common)
        {
            EventHeader header = default;
            RecordContext.Read(record[common.Flags], record[common.Preempt], isRealtime: false, ref header);
            return new(BinaryPrimitives.ReadUInt16LittleEndian(record[common.Type..]), BinaryPrimitives.ReadInt32LittleEndian(record[common.Pid..]), header.PreemptDepth);
        }
    }
}
