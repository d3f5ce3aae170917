using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>Reads the fields behind an event's name.</summary>
internal static class BodyReader
{
    // Probes have a dozen arguments at most; free text that happens to hold `=` must not grow a plan for ever.
    private const int MostKeys = 64;

    /// <summary>Fills <paramref name="hit"/>; false if the line means nothing here.</summary>
    public static bool Read(ReadOnlySpan<byte> body, TextPlan plan, ProbeHit hit, TraceNames names)
    {
        if ((plan.Row ?? plan.WithField) is not { } row) return false;
        hit.Begin(row);
        switch (row.Body)
        {
            case BodyForm.Syscall: return ReadSyscall(body, hit);
            case BodyForm.Switch: return ReadSwitch(body, hit);
            case BodyForm.SecondaryEntry: return ReadSecondaryEntry(body, hit);
            case BodyForm.GuestFault: return ReadGuestFault(body, hit);
            case BodyForm.Lockdep: return ReadLockdep(body, hit);
        }

        var text = new TextCursor(body);
        ReadOnlySpan<byte> symbols = default;
        if (text.Peek == '(')
        {
            var close = body.IndexOf((byte)')');
            if (close < 0) return false;
            symbols = body[1..close];
            text = new TextCursor(body, close + 1);
        }
        else if (!row.IsTracepoint)
        {
            return false;
        }

        ReadKeyValues(text, plan, hit);
        hit.AddDisplacement();
        if (plan.WithField is { } other && hit.Has(other.With)) hit.Become(other);
        else if (plan.Row is null) return false;

        hit.Site = hit.Row.Site switch
        {
            SiteForm.Symbol => SymbolOf(symbols, names, in hit.Header),
            SiteForm.Name => plan.Function,
            _ => default,
        };
        return true;
    }

    /// <summary>
    /// True if a probe printed this, which begins with where it was hit: <c>(symbol+0x4/0x30)</c>, <c>(ffffffff8133f0e1)</c>. The kernel's own events, of whatever subsystem, do not.
    /// </summary>
    public static bool IsProbes(ReadOnlySpan<byte> body) =>
        body is [(byte)'(', ..] && body.IndexOf((byte)')') is > 1 and var close && (body[..close].IndexOf("+0x"u8) >= 0 || new TextCursor(body, 1).Hex() >> 63 != 0);

    private static void ReadKeyValues(TextCursor text, TextPlan plan, ProbeHit hit)
    {
        // Lines of one event have their keys in one order, so that the next key is nearly always the one expected.
        var expected = 0;
        var keys = plan.Keys;
        var known = keys.Count;
        while (!plan.IsLearned || expected <= plan.LastWanted)
        {
            text.SkipSpaces();
            if (text.IsAtEnd)
            {
                plan.IsLearned = keys.Count == known;
                return;
            }

            if (expected >= keys.Count || !keys[expected].Begins(text.Rest))
            {
                expected = Find(keys, text.Rest);
                if (expected < 0) expected = Learn(plan, text.Rest);
                if (expected < 0)
                {
                    // A word that is no field.
                    text.Word();
                    expected = 0;
                    continue;
                }
            }

            var key = keys[expected++];
            text.Advance(key.Length);
            if (key.Field == Field.None) text.Word();
            else hit.Set(key.Field, text.Number(key.IsBareHex));
        }
    }

    private static int Find(List<TextKey> keys, ReadOnlySpan<byte> rest)
    {
        for (var i = 0; i < keys.Count; i++)
            if (keys[i].Begins(rest)) return i;
        return -1;
    }

    private static int Learn(TextPlan plan, ReadOnlySpan<byte> rest)
    {
        var keys = plan.Keys;
        var space = rest.IndexOf((byte)' ');
        var word = space >= 0 ? rest[..space] : rest;
        var equals = word.IndexOf((byte)'=');
        if (equals <= 0 || keys.Count == MostKeys) return -1;

        var field = FieldNames.Of(word[..equals]);
        if (keys.Exists(known => known.Field == field)) field = FieldNames.Beside(field);
        plan.Add(new TextKey(word[..(equals + 1)], field));
        return keys.Count - 1;
    }

    // `(caller+0x7c/0x1a0 <- entry)`, `(function+0x0/0x30 [module])`. trace-cmd report has bare addresses, which name nothing.
    private static FunctionId SymbolOf(ReadOnlySpan<byte> symbols, TraceNames names, in EventHeader header)
    {
        var plus = symbols.IndexOf((byte)'+');
        return plus > 0 ? names.Function(symbols[..plus], ModuleIn(symbols[plus..]), in header) : default;
    }

    private static ReadOnlySpan<byte> ModuleIn(ReadOnlySpan<byte> symbol)
    {
        var open = symbol.IndexOf((byte)'[');
        return open >= 0 && symbol is [.., (byte)']'] ? symbol[(open + 1)..^1] : default;
    }

    private static bool ReadSyscall(ReadOnlySpan<byte> body, ProbeHit hit)
    {
        var text = new TextCursor(body);
        if (!text.Skip("NR "u8) && !text.Skip("id="u8)) return false;
        if (!text.TryDecimal(out var number)) return false;
        hit.Set(Field.Number, number);
        if (text.Skip(" ("u8)) hit.Set(Field.Address, text.Hex());
        return true;
    }

    /// <summary>Reads the next slot of guest memory, and moves <paramref name="body"/> behind it; false if there is none.</summary>
    public static bool ReadSlot(ref ReadOnlySpan<byte> body, ProbeRow row, ProbeHit hit)
    {
        hit.Begin(row);
        return TryField(ref body, "gpa="u8, Field.GuestAddress, hit) && TryField(ref body, "hva="u8, Field.HostAddress, hit) && TryField(ref body, "len="u8, Field.Length, hit);
    }

    private static bool TryField(ref ReadOnlySpan<byte> body, ReadOnlySpan<byte> key, Field field, ProbeHit hit)
    {
        var at = body.IndexOf(key);
        if (at < 0) return false;
        var text = new TextCursor(body, at + key.Length);
        hit.Set(field, text.Number(bareHex: false));
        body = text.Rest;
        return true;
    }

    private static bool ReadSecondaryEntry(ReadOnlySpan<byte> body, ProbeHit hit)
    {
        var text = new TextCursor(body);
        if (!text.Skip("as id 0 gfn "u8)) return false;
        hit.Set(Field.Gfn, text.Hex());
        if (!text.Skip(" level "u8) || !text.TryDecimal(out var level) || !text.Skip(" old_spte "u8)) return false;
        hit.Set(Field.Level, level);
        hit.Set(Field.OldSpte, text.Hex());
        if (!text.Skip(" new_spte "u8)) return false;
        hit.Set(Field.NewSpte, text.Hex());
        return true;
    }

    private static bool ReadGuestFault(ReadOnlySpan<byte> body, ProbeHit hit) => TryField(ref body, "address "u8, Field.GuestAddress, hit);

    private static bool ReadLockdep(ReadOnlySpan<byte> body, ProbeHit hit)
    {
        var text = new TextCursor(body);
        text.Skip("0x"u8);
        hit.Set(Field.Lock, text.Hex());
        if (!text.SkipSpaces()) return false;
        if (text.Skip("try "u8)) hit.Set(Field.Trylock, 1);
        if (text.Skip("read "u8)) hit.Set(Field.Shared, 1);
        var name = text.Rest.TrimEnd((byte)' ');
        if (!name.IsEmpty) hit.Set(Field.LockClass, unchecked((ulong)LockdepClass.IndexOf(name)));
        return true;
    }

    private static bool ReadSwitch(ReadOnlySpan<byte> body, ProbeHit hit)
    {
        var arrow = body.IndexOf(" ==> "u8);
        if (arrow < 0) return false;

        // The state is the last word before the arrow: `prev_state=R+` in tracefs, `R` in trace-cmd report.
        var before = body[..arrow];
        var state = before[(before.LastIndexOfAny((byte)' ', (byte)'=') + 1)..];
        hit.Set(Field.PrevRuns, state is [(byte)'R', ..] ? 1UL : 0);

        var after = body[(arrow + 5)..];
        var pid = after.LastIndexOf("next_pid="u8);
        var next = new TextCursor(after, pid >= 0 ? pid + 9 : after.LastIndexOf((byte)':') + 1);
        if (!next.TryDecimal(out var value)) return false;
        hit.Set(Field.NextTask, value);
        return true;
    }
}
