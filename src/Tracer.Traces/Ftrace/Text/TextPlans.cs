using System.Text;
using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>The plans of a trace by event name, made when a name first appears.</summary>
internal sealed class TextPlans(KernelGeneration generation, TraceNames names)
{
    private readonly ByteMap<TextPlan> byName = new();
    private readonly ILookup<string, ProbeRow> rows = ProbeTable.Of(generation).ToLookup(row => row.Name, StringComparer.Ordinal);
    private readonly ILookup<(string, bool), ProbeRow> byFunction = ProbeTable.Of(generation).Where(row => !row.IsTracepoint).ToLookup(row => (row.Function, row.IsReturn));

    public TextPlan Of(ReadOnlySpan<byte> name, in EventHeader header)
    {
        if (byName.TryGet(name, out var plan)) return plan;
        plan = Make(Encoding.UTF8.GetString(SymbolName.Plain(name)), in header);
        byName.Add(name, plan);
        return plan;
    }

    private TextPlan Make(string name, in EventHeader header)
    {
        var (operation, function) = Split(name);
        if (function is not null && rows[operation].FirstOrDefault(IsOfInstruction) is { } probed)
        {
            var meaning = probed.Meaning == ProbeMeaning.EntryStored ? StorePlan.Of(probed, function) : probed;
            return new TextPlan(name, meaning, null, NameOf(function, in header));
        }

        var meant = (rows.Contains(name) ? rows[name] : byFunction[DefaultName.Of(name)]).Where(row => !IsOfInstruction(row)).ToList();
        var row = meant.Find(row => row.With == Field.None);
        var named = row is { Site: SiteForm.Name } ? NameOf(row.Function, in header) : default;
        return new TextPlan(name, row, meant.Find(row => row.With != Field.None), named) { UnknownName = meant.Count > 0 || IsKnown(name) ? null : name };
    }

    // Where a function returns says nothing more if its entry is known, but for those whose return has a row of its own.
    private bool IsKnown(string name) => rows.Contains(name) || name.EndsWith("_ret", StringComparison.Ordinal) && rows.Contains(name[..^"_ret".Length]);

    private FunctionId NameOf(string function, in EventHeader header) => names.Function(Encoding.UTF8.GetBytes(function), module: default, in header);

    private static bool IsOfInstruction(ProbeRow row) => row.Meaning is ProbeMeaning.EntryStored or ProbeMeaning.InvalidationCounted;

    // set_pte__try_to_unmap_one_4ae: operation, function, offset in hex.
    private static (string Operation, string? Function) Split(string name)
    {
        var underscores = name.IndexOf("__", StringComparison.Ordinal);
        var offset = name.LastIndexOf('_');
        return underscores > 0 && offset > underscores + 2 ? (name[..underscores], name[(underscores + 2)..offset]) : (name, null);
    }
}
