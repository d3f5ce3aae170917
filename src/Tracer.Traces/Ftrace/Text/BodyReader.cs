using Tracer.Events;

namespace Tracer.Traces.Ftrace;

/// <summary>Reads the fields behind an event's name.</summary>
internal static class BodyReader
{
    /// <summary>Fills <paramref name="hit"/>; false if the line means nothing here.</summary>
    public static bool Read(ReadOnlySpan<byte> body, TextPlan plan, ProbeHit hit, TraceNames names)
    {
        if ((plan.Row ?? plan.WithField) is not { } row) return false;
        hit.Begin(row);
        switch (row.Body)
        {
            case BodyForm.Syscall: return ReadSyscall(body, hit);
            case BodyForm.Switch: return ReadSwitch(body, hit);
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

        ReadKeyValues(text, plan, hit);
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

    private static void ReadKeyValues(TextCursor text, TextPlan plan, ProbeHit hit)
    {
        for (var i = 0; ; i++)
        {
            text.SkipSpaces();
            if (text.IsAtEnd) return;
            Field field;
            if (i < plan.Layout.Count && text.Skip(plan.Layout[i].Key))
            {
                field = plan.Layout[i].Field;
            }
            else
            {
                var rest = text.Rest;
                var equals = rest.IndexOf((byte)'=');
                var space = rest.IndexOf((byte)' ');
                if (equals <= 0 || (space >= 0 && space < equals))
                {
                    // A word that is no field, such as a line's closing brace.
                    text.Word();
                    i--;
                    continue;
                }

                field = Learn(plan, i, rest[..(equals + 1)]);
                text.Skip(rest[..(equals + 1)]);
            }

            if (field == Field.None) text.Word();
            else hit.Set(field, text.Number(FieldNames.IsBareHex(field)));
        }
    }

    private static Field Learn(TextPlan plan, int index, ReadOnlySpan<byte> key)
    {
        var field = FieldNames.Of(key[..^1]);
        if (plan.Layout.Count > index) plan.Layout.RemoveRange(index, plan.Layout.Count - index);
        var isSecond = plan.Layout.Exists(known => known.Field == field);
        field = field switch
        {
            Field.PtePointer when isSecond => Field.PteValue,
            Field.PmdPointer when isSecond => Field.PmdValue,
            _ => field,
        };
        plan.Layout.Add((key.ToArray(), field));
        return field;
    }

    // `(caller+0x7c/0x1a0 <- entry)`, `(function+0x0/0x30 [module])`. trace-cmd report has bare addresses, which name nothing.
    private static FunctionId SymbolOf(ReadOnlySpan<byte> symbols, TraceNames names, in EventHeader header)
    {
        var plus = symbols.IndexOf((byte)'+');
        return plus > 0 ? names.Function(symbols[..plus], in header) : default;
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
