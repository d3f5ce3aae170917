using System.Text;
using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>The plans of a trace by event number, made when an event first appears.</summary>
internal sealed class RecordPlans(EventFormats formats, KernelGeneration generation, TraceNames names)
{
    // Every probe's record begins with where it was hit; of a return first the function, then where it returns to.
    private const string ProbePrefix = "__probe_";
    private const string ReturnAddress = "__probe_ret_ip";
    private const string ProbeAddress = "__probe_ip";

    private readonly RecordPlan?[] byId = new RecordPlan?[ushort.MaxValue + 1];
    private readonly ProbeNames probes = new(generation);

    public RecordPlan Of(ushort id, in EventHeader header) => byId[id] ??= Make(id, in header);

    private RecordPlan Make(ushort id, in EventHeader header)
    {
        if (formats.Find(id) is not { } format) return new RecordPlan(null, default) { UnknownName = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"event {id}") };
        if (format is { Name: "kernel_stack" } && format.Field("caller") is { } callers) return new RecordPlan(null, default) { Stack = callers.Offset };
        var isProbe = format.Fields.Any(field => field.Name.StartsWith(ProbePrefix, StringComparison.Ordinal));
        var meant = probes.Of(Encoding.UTF8.GetString(SymbolName.Plain(Encoding.UTF8.GetBytes(format.Name))));
        var row = meant.WithField is { } other && format.Fields.Any(field => RecordFields.Of(other, field.Name) == other.With) ? other : meant.Row;
        if (row is { Body: BodyForm.KeyValues, IsTracepoint: false } && !isProbe) row = null;
        if (row is null) return new RecordPlan(null, default) { UnknownName = meant.IsKnown || !isProbe ? null : format.Name };

        var fields = RecordFields.In(format, row);
        var site = row.Site == SiteForm.Symbol ? format.Field(ReturnAddress) ?? format.Field(ProbeAddress) : null;
        var place = site is { } address ? FieldPlace.Of(Field.None, address, isSigned: false) : null;
        var text = RecordFields.TextOf(format, row);
        return new RecordPlan(row, names.Function(meant.Function, in header))
        {
            Fields = fields,
            Site = place,
            Text = text,
            CountsProbe = row is { IsTracepoint: false, Body: BodyForm.KeyValues },
            Length = fields.Append(place ?? default).Select(field => field.Offset + field.Size).Append(text is { } of ? of.Offset + of.Size : 0).Append(formats.Common.Length).Max(),
        };
    }
}
