using System.Buffers.Binary;
using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>Reads the fields of a record.</summary>
internal static class RecordBody
{
    // What the kernel prints as the state R: none of the bits by which a task sleeps or is dead is set.
    private const ulong NotRunning = 0xff;

    private const ulong IsTry = 1;
    private const ulong IsRead = 2;

    /// <summary>Fills <paramref name="hit"/>; false if the record means nothing here.</summary>
    public static bool Read(ReadOnlySpan<byte> record, RecordPlan plan, ProbeRow row, ProbeHit hit)
    {
        hit.Begin(row);
        foreach (ref readonly var field in plan.Fields.AsSpan()) hit.Set(field.Field, field.Read(record));
        switch (row.Body)
        {
            case BodyForm.Switch:
                if (!hit.Has(Field.NextTask)) return false;
                hit.Set(Field.PrevRuns, hit.Has(Field.PrevRuns) && (hit[Field.PrevRuns] & NotRunning) == 0 ? 1UL : 0);
                return true;
            case BodyForm.Syscall:
                if (!hit.Has(Field.Number) || hit[Field.Number] <= int.MaxValue) return hit.Has(Field.Number);

                // Where a signal's handler has returned, the number is that of no call: -1.
                hit.Unset(Field.Number);
                return row.Meaning == ProbeMeaning.SyscallLeft;
            case BodyForm.SecondaryEntry: return hit.Or(Field.AsId, 0) == 0 && hit.Has(Field.Gfn) && hit.Has(Field.Level) && hit.Has(Field.OldSpte) && hit.Has(Field.NewSpte);
            case BodyForm.GuestFault: return hit.Has(Field.GuestAddress);
            case BodyForm.Lockdep:
                if ((hit.Or(Field.Flags, 0) & IsTry) != 0) hit.Set(Field.Trylock, 1);
                if ((hit.Or(Field.Flags, 0) & IsRead) != 0) hit.Set(Field.Shared, 1);
                if (plan.Text is { } name) hit.Set(Field.LockClass, unchecked((ulong)LockdepClass.IndexOf(Text(record, name))));
                return hit.Has(Field.Lock);
            default:
                hit.AddDisplacement();
                return true;
        }
    }

    /// <summary>A text of a record, without the zero that ends it.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> record, FormatField field)
    {
        var text = record[field.Offset..];
        if (field.Form != FieldForm.Value)
        {
            // How long it is, and where it begins, in two bytes each.
            if (field.Size != sizeof(uint)) return default;
            var location = BinaryPrimitives.ReadUInt32LittleEndian(text);
            var begin = (int)(location & ushort.MaxValue) + (field.Form == FieldForm.RelativeLocation ? field.Offset + field.Size : 0);
            var length = (int)(location >> 16);
            if (begin + length > record.Length) return default;
            text = record.Slice(begin, length);
        }
        else if (field.Size > 0)
        {
            text = text[..field.Size];
        }

        var zero = text.IndexOf((byte)0);
        return zero < 0 ? text : text[..zero];
    }
}
