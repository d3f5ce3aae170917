namespace Tracer.Traces.Ftrace.Text;

/// <summary>The beginning of a text, read ahead to learn what kind of trace it is.</summary>
internal sealed class TextBeginning
{
    private const int Most = 64 << 20;
    private const int LinesToRecognise = 200;

    private readonly byte[] buffer;
    private readonly int length;

    private TextBeginning(byte[] buffer, int length)
    {
        this.buffer = buffer;
        this.length = length;
        IsReport = Bytes.StartsWith("cpus="u8) || Bytes.StartsWith("version = "u8) || Bytes.StartsWith("trace.dat"u8);
        IsRealtime = Bytes.IndexOf("rt_spin_lock"u8) >= 0 || HasWideColumns(Bytes);
        CountsFprobes = ShowsFprobes(Bytes, IsRealtime);
    }

    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    /// <summary>trace-cmd printed it, not the kernel.</summary>
    public bool IsReport { get; }

    /// <summary>A PREEMPT_RT kernel: its columns are wider, its spin locks sleep.</summary>
    public bool IsRealtime { get; }

    /// <summary>The depths in its probes' lines are too high, by one or two: an fprobe turns preemption off while it looks, at a return one time less than at a call.</summary>
    public bool CountsFprobes { get; }

    /// <summary>
    /// Reads ahead: much of a file, as what tells kernels apart may come late; of a live stream only up to the first read that brings an event,
    /// with which its form and columns are known, so that what it tells need not wait for more.
    /// </summary>
    public static TextBeginning Read(ByteSource source, bool isLive)
    {
        var buffer = new byte[256 * 1024];
        var length = 0;
        while (length < Most)
        {
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(Most, buffer.Length * 4));
            var read = source.Read(buffer.AsSpan(length));
            if (read == 0) break;
            length += read;
            if (isLive && HasEvent(buffer.AsSpan(0, length))) break;
        }

        return new TextBeginning(buffer, length);
    }

    public static bool IsTrace(ReadOnlySpan<byte> beginning) => beginning.StartsWith("# tracer: "u8) || HasEvent(beginning);

    private static bool HasEvent(ReadOnlySpan<byte> beginning)
    {
        var lines = 0;
        foreach (var range in beginning.Split((byte)'\n'))
        {
            if (lines++ == LinesToRecognise) return false;
            var line = beginning[range];
            if (LineHead.TryParse(line, out var head) && !head.Name.IsEmpty && head.Name.IndexOf((byte)' ') < 0) return true;
        }

        return false;
    }

    /// <summary>The lines of the whole text, which goes on in <paramref name="rest"/>.</summary>
    public LineReader Lines(ByteSource rest) => new(rest, buffer, length);

    // The depth grows by one from the call of spin_lock to its return, which fprobes show as none.
    private static bool ShowsFprobes(ReadOnlySpan<byte> beginning, bool isRealtime)
    {
        var from = 0;
        for (int found; (found = beginning[from..].IndexOf(" spin_locked: "u8)) >= 0; from += found + 1)
        {
            var start = beginning[..(from + found)].LastIndexOf((byte)'\n');
            if (start < 0 || !LineHead.TryParse(LineAt(beginning, start + 1), out var returned)) continue;
            if (!LineHead.TryParse(LineAt(beginning, beginning[..start].LastIndexOf((byte)'\n') + 1), out var call)) continue;
            if (call.Pid != returned.Pid || !call.Name.SequenceEqual("spin_lock"u8)) continue;
            EventHeader before = default, after = default;
            LatencyColumns.Read(call.Flags, isRealtime, ref before);
            LatencyColumns.Read(returned.Flags, isRealtime, ref after);
            return before.HasDepth && before.PreemptDepth == after.PreemptDepth;
        }

        return false;
    }

    private static ReadOnlySpan<byte> LineAt(ReadOnlySpan<byte> text, int start)
    {
        var length = text[start..].IndexOf((byte)'\n');
        return length < 0 ? text[start..] : text.Slice(start, length);
    }

    // The header draws one bar a column; a live stream has no header, so its first event decides.
    private static bool HasWideColumns(ReadOnlySpan<byte> beginning)
    {
        if (beginning.StartsWith("# "u8)) return beginning.IndexOf(" |||||||  TIMESTAMP"u8) >= 0;
        foreach (var range in beginning.Split((byte)'\n'))
            if (LineHead.TryParse(beginning[range], out var head)) return head.Flags.Length >= LatencyColumns.RealtimeWidth;
        return false;
    }
}
