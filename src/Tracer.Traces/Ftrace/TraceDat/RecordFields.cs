using System.Text;
using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>Which fields of a record are which of a probe. Most have the name that the kernel prints; those of its own events are printed with other words, or with none.</summary>
internal static class RecordFields
{
    private static readonly Dictionary<(BodyForm Body, string Name), Field> Own = new()
    {
        [(BodyForm.Syscall, "id")] = Field.Number,
        [(BodyForm.Syscall, "args")] = Field.Address,
        [(BodyForm.Switch, "prev_state")] = Field.PrevRuns,
        [(BodyForm.Switch, "next_pid")] = Field.NextTask,
        [(BodyForm.SecondaryEntry, "gfn")] = Field.Gfn,
        [(BodyForm.SecondaryEntry, "level")] = Field.Level,
        [(BodyForm.SecondaryEntry, "old_spte")] = Field.OldSpte,
        [(BodyForm.SecondaryEntry, "new_spte")] = Field.NewSpte,
        [(BodyForm.SecondaryEntry, "as_id")] = Field.AsId,
        [(BodyForm.GuestFault, "fault_address")] = Field.GuestAddress,
        [(BodyForm.Lockdep, "lockdep_addr")] = Field.Lock,
        [(BodyForm.Lockdep, "flags")] = Field.Flags,
    };

    private static readonly Dictionary<BodyForm, string> Texts = new() { [BodyForm.Slots] = "buf", [BodyForm.Lockdep] = "name" };

    /// <summary>What a field of this name is to the row; <see cref="Field.None"/> if nothing.</summary>
    public static Field Of(ProbeRow row, string name) =>
        row.Body == BodyForm.KeyValues ? FieldNames.Of(Encoding.UTF8.GetBytes(name), row) : Own.GetValueOrDefault((row.Body, name));

    /// <summary>The fields that mean something, in the order in which records have them.</summary>
    public static FieldPlace[] In(EventFormat format, ProbeRow row)
    {
        var places = new List<FieldPlace>();
        foreach (var field in format.Fields)
        {
            var meant = Of(row, field.Name);
            if (meant == Field.None) continue;
            if (places.Exists(known => known.Field == meant)) meant = FieldNames.Beside(meant);
            if (FieldPlace.Of(meant, field, field.IsSigned && !format.PrintsHex(field.Name)) is { } place) places.Add(place);
        }

        return [.. places];
    }

    /// <summary>The field that is a text; null if the row asks for none.</summary>
    public static FormatField? TextOf(EventFormat format, ProbeRow row) => Texts.TryGetValue(row.Body, out var name) ? format.Field(name) : null;
}
