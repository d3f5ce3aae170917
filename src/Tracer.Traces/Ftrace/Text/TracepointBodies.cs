using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>Reads what the kernel's own events print that have no keys: as the kernel prints it, as trace-cmd does, and raw.</summary>
internal static class TracepointBodies
{
    // Above the bits of a state one tells that the task was preempted, and would go on running.
    private const ulong StateBits = 0xff;
    private const int PointerDigits = 16;

    public static BodyOutcome Syscall(ReadOnlySpan<byte> body, ProbeHit hit)
    {
        var text = new TextCursor(body);
        if (!text.Skip("NR "u8) && !text.Skip("id="u8)) return BodyOutcome.Damaged;

        // Where a signal's handler has returned, the number is that of no call: -1.
        if (text.Peek == '-') return hit.Row.Meaning == ProbeMeaning.SyscallLeft ? BodyOutcome.Whole : BodyOutcome.Foreign;
        if (!text.TryDecimal(out var number) || text.IsAtEnd) return BodyOutcome.Damaged;
        hit.Set(Field.Number, number);
        if (text.Skip(" = "u8) || text.Skip(" ret="u8)) return Result(text, hit);
        if (text.Skip(" args=ARRAY["u8)) return RawArguments(text, hit);
        if (!text.Skip(" ("u8)) return BodyOutcome.Whole;
        hit.Set(Field.Address, text.Hex());
        for (var field = Field.Argument1; field <= Field.Argument5 && text.Skip(", "u8); field++) hit.Set(field, text.Hex());
        return text.SkipPast((byte)')') ? BodyOutcome.Whole : BodyOutcome.Damaged;
    }

    // `id=59 args=ARRAY[f0, 86, …]`: the bytes of each argument, the lowest first.
    private static BodyOutcome RawArguments(TextCursor text, ProbeHit hit)
    {
        hit.Set(Field.Address, RawArgument(ref text));
        for (var field = Field.Argument1; field <= Field.Argument5; field++) hit.Set(field, RawArgument(ref text));
        return text.Skip((byte)']') ? BodyOutcome.Whole : BodyOutcome.Damaged;
    }

    private static ulong RawArgument(ref TextCursor text)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 8)
        {
            value |= text.Hex() << shift;
            text.Skip(", "u8);
        }

        return value;
    }

    private static BodyOutcome Result(TextCursor text, ProbeHit hit)
    {
        var isNegative = text.Skip((byte)'-');
        if (text.TryNumber(bareHex: false, out var value)) hit.Set(Field.Result, unchecked(isNegative ? 0 - value : value));
        return BodyOutcome.Whole;
    }

    public static BodyOutcome Switch(ReadOnlySpan<byte> body, ProbeHit hit)
    {
        var arrow = body.IndexOf(" ==> "u8);
        if (arrow < 0) return RawSwitch(body, hit);

        // The state is the last word before the arrow: `prev_state=R+` in tracefs, `R` in trace-cmd report.
        var before = body[..arrow];
        var state = before[(before.LastIndexOfAny((byte)' ', (byte)'=') + 1)..];
        hit.Set(Field.PrevRuns, state is [(byte)'R', ..] ? 1UL : 0);

        var after = body[(arrow + 5)..];
        var pid = after.LastIndexOf("next_pid="u8);
        return Next(new TextCursor(after, pid >= 0 ? pid + "next_pid=".Length : after.LastIndexOf((byte)':') + 1), hit);
    }

    // `prev_comm=a prev_pid=1 prev_prio=120 prev_state=1 next_comm=b next_pid=2 next_prio=120`
    private static BodyOutcome RawSwitch(ReadOnlySpan<byte> body, ProbeHit hit)
    {
        var state = body.IndexOf(" prev_state="u8);
        var pid = body.LastIndexOf(" next_pid="u8);
        if (state < 0 || pid < state) return BodyOutcome.Damaged;
        var text = new TextCursor(body, state + " prev_state=".Length);
        var runs = text.Peek == 'R' || text.TryNumber(bareHex: false, out var bits) && (bits & StateBits) == 0;
        hit.Set(Field.PrevRuns, runs ? 1UL : 0);
        return Next(new TextCursor(body, pid + " next_pid=".Length), hit);
    }

    // Behind the pid the priority follows: without it the pid may be cut.
    private static BodyOutcome Next(TextCursor text, ProbeHit hit)
    {
        if (!text.TryDecimal(out var pid) || text.IsAtEnd) return BodyOutcome.Damaged;
        hit.Set(Field.NextTask, pid);
        return BodyOutcome.Whole;
    }

    public static BodyOutcome SecondaryEntry(ReadOnlySpan<byte> body, ProbeHit hit)
    {
        var text = new TextCursor(body);
        return text.Skip("gfn="u8) ? RawSecondaryEntry(text, hit)
            : !text.Skip("as id "u8) ? BodyOutcome.Damaged

            // Of system management mode there is a second address space, which no device driver maps.
            : !text.Skip("0 gfn "u8) ? BodyOutcome.Foreign
            : PrintedSecondaryEntry(text, hit);
    }

    private static BodyOutcome PrintedSecondaryEntry(TextCursor text, ProbeHit hit)
    {
        hit.Set(Field.Gfn, text.Hex());
        if (!text.Skip(" level "u8) || !text.TryDecimal(out var level) || !text.Skip(" old_spte "u8)) return BodyOutcome.Damaged;
        hit.Set(Field.Level, level);
        hit.Set(Field.OldSpte, text.Hex());
        if (!text.Skip(" new_spte "u8) || text.IsAtEnd) return BodyOutcome.Damaged;
        hit.Set(Field.NewSpte, text.Hex());
        return BodyOutcome.Whole;
    }

    private static BodyOutcome RawSecondaryEntry(TextCursor text, ProbeHit hit)
    {
        hit.Set(Field.Gfn, text.Hex());
        if (!text.Skip(" old_spte="u8)) return BodyOutcome.Damaged;
        hit.Set(Field.OldSpte, text.Hex());
        if (!text.Skip(" new_spte="u8)) return BodyOutcome.Damaged;
        hit.Set(Field.NewSpte, text.Hex());
        if (!text.Skip(" level="u8) || !text.TryDecimal(out var level) || !text.Skip(" as_id="u8)) return BodyOutcome.Damaged;
        hit.Set(Field.Level, level);
        return text.Skip((byte)'0') ? BodyOutcome.Whole : text.IsAtEnd ? BodyOutcome.Damaged : BodyOutcome.Foreign;
    }

    public static BodyOutcome GuestFault(ReadOnlySpan<byte> body, ProbeHit hit) =>
        TryField(ref body, " address "u8, Field.GuestAddress, hit) || TryField(ref body, " fault_address="u8, Field.GuestAddress, hit)
            ? BodyOutcome.Whole : BodyOutcome.Damaged;

    public static BodyOutcome Lockdep(ReadOnlySpan<byte> body, ProbeHit hit)
    {
        var text = new TextCursor(body);
        text.Skip("0x"u8);
        var digits = text.Rest.Length;
        hit.Set(Field.Lock, text.Hex());
        digits -= text.Rest.Length;
        if (!text.SkipSpaces() && digits < PointerDigits) return BodyOutcome.Damaged;
        if (text.Skip("try "u8)) hit.Set(Field.Trylock, 1);
        if (text.Skip("read "u8)) hit.Set(Field.Shared, 1);
        var name = text.Rest.TrimEnd((byte)' ');
        if (!name.IsEmpty) hit.Set(Field.LockClass, unchecked((ulong)LockdepClass.IndexOf(name)));
        return BodyOutcome.Whole;
    }

    /// <summary>Reads the next slot of guest memory, and moves <paramref name="body"/> behind it; false if there is none.</summary>
    public static bool Slot(ref ReadOnlySpan<byte> body, ProbeRow row, ProbeHit hit)
    {
        hit.Begin(row);
        return TryField(ref body, "gpa="u8, Field.GuestAddress, hit) && TryField(ref body, "hva="u8, Field.HostAddress, hit) && TryField(ref body, "len="u8, Field.Length, hit);
    }

    private static bool TryField(ref ReadOnlySpan<byte> body, ReadOnlySpan<byte> key, Field field, ProbeHit hit)
    {
        var at = body.IndexOf(key);
        if (at < 0) return false;
        var text = new TextCursor(body, at + key.Length);
        if (!text.TryNumber(bareHex: false, out var value)) return false;
        hit.Set(field, value);
        body = text.Rest;
        return true;
    }
}
