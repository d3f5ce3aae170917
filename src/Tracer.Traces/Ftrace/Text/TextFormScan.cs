using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>Learns the form of a text from its beginning.</summary>
internal ref struct TextFormScan
{
    // The form shows in the first lines; a preface may be long, as reports of many CPUs have it.
    private const int MostToScan = 1 << 20;

    // Lines of so many events that are all as wide as the widest were cut; whole lines of two or three events may be equally wide.
    private const int EventsOfOneWidth = 5;

    // Two equal lines may be two events; so many pairs, one behind the other, are not.
    private const int PairsOfDoubled = 4;

    private readonly HashSet<string> widest = new(StringComparer.Ordinal);
    private LineHead before;
    private ReadOnlySpan<byte> lineBefore;
    private bool wasPair;
    private int pairs;
    private bool isDoubled;
    private bool wasEvent;
    private bool? isReport;
    private bool? isRealtime;
    private bool? countsFprobes;
    private bool isTrace;
    private bool isWrapped;
    private int firstEvent = -1;
    private int width;
    private MachineName? machine;
    private MachineName? otherMachine;

    private TextFormScan(ReadOnlySpan<byte> beginning)
    {
        if (beginning.IndexOf("rt_spin_lock"u8) >= 0 || beginning.IndexOf(" |||||||  TIMESTAMP"u8) >= 0) isRealtime = true;
        HasOddSpaces = OddSpaces.Any(beginning);
    }

    private bool HasOddSpaces { get; }

    /// <summary>The form of a text that begins so.</summary>
    /// <param name="beginning">As much of it as is known.</param>
    /// <param name="kernel">What the user says of the kernel's version; null if nothing.</param>
    public static TextForm Of(ReadOnlySpan<byte> beginning, string? kernel)
    {
        var lines = beginning[..Math.Min(beginning.Length, MostToScan)];
        var found = new TextFormScan(lines);
        var from = 0;
        while (from < lines.Length)
        {
            var end = lines[from..].IndexOf((byte)'\n');
            var line = end < 0 ? lines[from..] : lines.Slice(from, end);
            from += line.Length + 1;
            found.Take(line.TrimEnd((byte)'\r'), from);
        }

        var evidence = KernelEvidence.Of(kernel, beginning, HeaderRelease.In(lines) ?? SliceMark.KernelIn(lines));
        return new TextForm
        {
            IsTrace = found.isTrace,
            FirstEvent = found.firstEvent,
            IsReport = found.isReport ?? false,
            IsRealtime = found.isRealtime ?? false,
            CountsFprobes = found.countsFprobes ?? false,
            IsWrapped = found.isWrapped,
            HasOddSpaces = found.HasOddSpaces,
            IsDoubled = found.isDoubled,
            CutWidth = found.widest.Count >= EventsOfOneWidth ? found.width : 0,
            Machine = found.machine,
            OtherMachine = found.otherMachine,
            Kernel = evidence,
            Seen = ProbesSeen.In(beginning, evidence.Generation),
        };
    }

    private void Take(ReadOnlySpan<byte> raw, int end)
    {
        byte[] spaced = [];
        var line = LinePrefix.Strip(HasOddSpaces ? OddSpaces.Mend(raw, ref spaced) : raw);
        if (machine is not null) line = machine.Strip(line);
        if (LineHead.TryParse(line, out var head))
        {
            NotePair(line);
            TakeEvent(in head, raw.Length, end);
            return;
        }

        var kind = OtherLines.KindOf(line);
        isTrace |= kind is OtherLine.Entries or OtherLine.Call || TextBoundary.IsHeader(line) || OtherLines.BeginsReport(line.TrimStart((byte)' '));
        if (OtherLines.BeginsReport(line.TrimStart((byte)' '))) isReport ??= true;
        isWrapped |= wasEvent && kind == OtherLine.Unknown && GoesOn(line);
        wasEvent &= kind == OtherLine.Unknown;
    }

    private void TakeEvent(in LineHead head, int rawWidth, int end)
    {
        if (!IsEvent(in head)) return;
        isTrace = true;
        wasEvent = true;
        if (firstEvent < 0) firstEvent = end;
        isReport ??= IsPrintedByTraceCmd(in head);
        isRealtime ??= head.Flags.Length >= LatencyColumns.RealtimeWidth;
        countsFprobes ??= CountsFprobe(in head);
        NoteMachine(head.Comm);
        NoteWidth(in head, rawWidth);
        before = head;
    }

    // A line of prose may hold a dash, a number in brackets and a colon too.
    private static bool IsEvent(in LineHead head) =>
        head.Name.IsEmpty ? head.Body.IsEmpty || head.Body[0] == '<' || head.Body.IndexOf(" <-"u8) > 0 || head.Body.IndexOf(" ("u8) > 0 : head.Name.IndexOf((byte)' ') < 0;

    // trace-cmd sets its columns apart and resolves no symbol.
    private static bool? IsPrintedByTraceCmd(in LineHead head) =>
        head.IsPadded || head.Body.StartsWith("__probe_"u8) ? true
        : head.Body is not [(byte)'(', ..] ? null
        : new TextCursor(head.Body, 1).Hex() >> 63 != 0;

    // The depth grows by one from the call of spin_lock to its return, which fprobes show as none.
    private readonly bool? CountsFprobe(in LineHead returned)
    {
        if (!returned.Name.SequenceEqual("spin_locked"u8) || before.Pid != returned.Pid || !before.Name.SequenceEqual("spin_lock"u8)) return null;
        EventHeader called = default, held = default;
        LatencyColumns.Read(before.Flags, isRealtime ?? false, ref called);
        LatencyColumns.Read(returned.Flags, isRealtime ?? false, ref held);
        return called.HasDepth && called.PreemptDepth == held.PreemptDepth;
    }

    private void NoteMachine(ReadOnlySpan<byte> comm)
    {
        if (MachineName.Before(comm) is not { } named) return;
        machine ??= named;
        if (named != machine) otherMachine ??= named;
    }

    // A A B B C C: every second line is the one before it.
    private void NotePair(ReadOnlySpan<byte> line)
    {
        var isPair = line.SequenceEqual(lineBefore);
        if (isPair) isDoubled |= ++pairs >= PairsOfDoubled;
        else if (!wasPair) pairs = 0;
        wasPair = isPair;
        lineBefore = line;
    }

    private void NoteWidth(in LineHead head, int rawWidth)
    {
        if (rawWidth < width) return;
        if (rawWidth > width) widest.Clear();
        width = rawWidth;
        widest.Add(System.Text.Encoding.UTF8.GetString(head.Name.IsEmpty ? head.Body : head.Name));
    }

    // What a probe prints begins with a symbol or is a field.
    private static bool GoesOn(ReadOnlySpan<byte> line)
    {
        var text = line.TrimStart((byte)' ');
        if (text is [(byte)'(', ..]) return true;
        var word = new TextCursor(text).Word();
        return word.IndexOf((byte)'=') > 0;
    }
}
