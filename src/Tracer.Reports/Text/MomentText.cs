using System.Globalization;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.State;

namespace Tracer.Reports.Text;

/// <summary>What a task held and had open when it came to an event: each with where it was taken and for how long it has been.</summary>
public sealed class MomentText(EventPlace place, Names names)
{
    private readonly EventWords words = new(names);

    public void Write(Moment moment, TextWriter output)
    {
        var e = moment.Event;
        output.Write($"{Printable.Of($"{place.Of(in e)} {ContextWords.Of(e.Header, names)} {words.Describe(in e)}")}\n");
        var table = new Table("", "what", "since", "for", "where");
        foreach (var (lead, began, what) in Parts(moment))
            table.Add(lead, what, place.Of(in began), Duration(e.Header.TimestampNs - began.Header.TimestampNs), names.PlaceOf(began.Header.Function) ?? "");
        if (table.IsEmpty) output.Write("  holds nothing, as far as the trace tells\n");
        else table.Write(output, "  ");
        foreach (var line in Wrapping.Wrap("  ", string.Join("; ", Remarks(moment)))) output.Write($"{line}\n");
    }

    private IEnumerable<(string Lead, VmEvent Began, string What)> Parts(Moment moment)
    {
        var context = moment.Context;
        if (context.Operation.Header.Kind != EventKind.None) yield return ("in", context.Operation, OperationWords.Of(context.Operation, names));
        if (moment.DeviceFault.Header.Kind != EventKind.None) yield return ("in", moment.DeviceFault, words.Noun(moment.DeviceFault));
        foreach (var call in moment.Callbacks) yield return ("in", call, words.Noun(in call));
        foreach (var held in context.Held)
            yield return (held.Acquired.Header.Kind == EventKind.AtomicEntered ? "section" : "holds", held.Acquired, words.Noun(held.Acquired));
        foreach (var start in context.OpenBrackets) yield return ("open", start, words.Noun(in start));
        foreach (var start in moment.Starting) yield return ("calls", start, words.Clause(in start));
        if (moment.Gather.Header.Kind != EventKind.None) yield return ("gather", moment.Gather, $"mm {names.Of(moment.Gather.As<GatherBegan>().Mm)}");
    }

    private IEnumerable<string> Remarks(Moment moment)
    {
        var header = moment.Event.Header;
        if (header.HasDepth) yield return string.Create(CultureInfo.InvariantCulture, $"preempt depth {header.PreemptDepth}{(header.Context.HasFlag(ContextFlags.IrqsOff) ? ", irqs off" : "")}");
        yield return moment.Atomicity.State switch
        {
            AtomicState.Sleepable => "may sleep",
            AtomicState.Atomic => $"may not sleep, for {words.Noun(moment.Atomicity.Proof)}",
            _ => "whether it may sleep is not shown",
        };
        if (moment.IsExact) yield return "all is known, as the run is shown from its beginning";
        else if (moment.Context.Since > 0) yield return $"known since {place.Of(moment.Context.Since)}, where its last operation began or ended";
        else yield return "what it took before the trace began, or before events were lost, is not known";
    }

    private static string Duration(long ns) => string.Create(CultureInfo.InvariantCulture, $"{ns / 1000m:0.###}us");
}
