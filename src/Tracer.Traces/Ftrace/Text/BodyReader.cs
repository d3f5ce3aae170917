using System.Runtime.CompilerServices;
using Tracer.Events.Sources;
using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>Reads the fields behind an event's name.</summary>
internal static class BodyReader
{
    // Probes have a dozen arguments at most; free text that happens to hold `=` must not grow a plan for ever.
    private const int MostKeys = 64;
    private const ulong FirstKernelAddress = 1UL << 63;

    /// <summary>Fills <paramref name="hit"/> by a plan that maps something to the event.</summary>
    public static BodyOutcome Read(ReadOnlySpan<byte> body, TextPlan plan, ProbeHit hit, TraceNames names)
    {
        hit.Begin((plan.Row ?? plan.WithField)!);
        return hit.Row.Body switch
        {
            BodyForm.Syscall => TracepointBodies.Syscall(body, hit),
            BodyForm.Switch => TracepointBodies.Switch(body, hit),
            BodyForm.SecondaryEntry => TracepointBodies.SecondaryEntry(body, hit),
            BodyForm.GuestFault => TracepointBodies.GuestFault(body, hit),
            BodyForm.Lockdep => TracepointBodies.Lockdep(body, hit),
            _ => ReadFields(body, plan, hit, names),
        };
    }

    private static BodyOutcome ReadFields(ReadOnlySpan<byte> body, TextPlan plan, ProbeHit hit, TraceNames names)
    {
        var text = new TextCursor(body);
        ReadOnlySpan<byte> symbols = default;
        if (text.Peek == '(')
        {
            var close = body.IndexOf((byte)')');
            if (close < 0) return BodyOutcome.Damaged;
            symbols = body[1..close];
            text = new TextCursor(body, close + 1);
        }
        else if (!hit.Row.IsTracepoint && !text.Skip("__probe_"u8))
        {
            return text.IsAtEnd ? BodyOutcome.Damaged : BodyOutcome.Foreign;
        }

        if (!ReadKeyValues(text, plan, hit)) return BodyOutcome.Damaged;
        hit.AddDisplacement();
        if (plan.WithField is { } other && hit.Has(other.With)) hit.Become(other);
        else if (plan.Row is null) return BodyOutcome.Foreign;

        hit.Site = hit.Row.Site switch
        {
            SiteForm.Symbol => SymbolOf(symbols, names, in hit.Header),
            SiteForm.Name => plan.Function,
            _ => default,
        };
        return BodyOutcome.Whole;
    }

    /// <summary>
    /// True if a probe printed this, which begins with where it was hit: <c>(symbol+0x4/0x30)</c>, <c>(ffffffff8133f0e1)</c>. The kernel's own events, of whatever subsystem, do not.
    /// </summary>
    public static bool IsProbes(ReadOnlySpan<byte> body) =>
        body is [(byte)'(', ..] && body.IndexOf((byte)')') is > 1 and var close && (body[..close].IndexOf("+0x"u8) >= 0 || new TextCursor(body, 1).Hex() >> 63 != 0);

    // False if a value is none, or if the line ends where others of its event go on.
    private static bool ReadKeyValues(TextCursor text, TextPlan plan, ProbeHit hit)
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
                if (plan is { IsLearned: true, WithField: null } && expected > 0) return Damaged(UnreadReason.CutShort, plan.WantedFrom(expected), hit);
                plan.IsLearned = keys.Count == known;
                return true;
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
            else if (!ReadValue(ref text, key, hit)) return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool ReadValue(ref TextCursor text, TextKey key, ProbeHit hit)
    {
        if (text.Peek == '(') return SkipFault(ref text, key, hit);
        if (!text.TryNumber(key.IsBareHex, out var value)) return Damaged(UnreadReason.FieldMalformed, key.Field, hit);

        // Tracepoints may print a hash in place of an address.
        if (key.IsKernelPointer && value is > 0 and < FirstKernelAddress && !hit.Row.IsTracepoint) return Damaged(UnreadReason.FieldMalformed, key.Field, hit);
        hit.Set(key.Field, value);
        return true;
    }

    // `pte=(fault)`: the probe could not read its argument, so that it is not told.
    private static bool SkipFault(ref TextCursor text, TextKey key, ProbeHit hit) =>
        text.Skip("(fault)"u8) || Damaged(UnreadReason.FieldMalformed, key.Field, hit);

    private static bool Damaged(UnreadReason why, Field field, ProbeHit hit)
    {
        hit.Damage = (why, field);
        return false;
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

        var field = plan.Row is { } row ? FieldNames.Of(word[..equals], row) : FieldNames.Of(word[..equals]);
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
}
