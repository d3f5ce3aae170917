using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>Makes the events of the core's notifier calls.</summary>
internal sealed class NotifierProbes(TraceNames names, EventBatch batch, KernelGeneration generation)
{
    private int ranges;

    public void RangeStartEntered(ProbeHit hit, TaskReading task)
    {
        var range = RangeOf(hit, new RangeId(hit.Has(Field.Range) ? ++ranges : 0));
        task.Starting = range;
        if (range.Pointer != 0) task.Ranges[(range.Pointer, range.Mm)] = range.Id;
        batch.Add(new RangeStartEntered
        {
            Header = hit.Header, Mm = range.Mm, Start = range.Start, End = range.End, Range = range.Id, Event = range.Event, Blockable = range.Blockable,
        });
    }

    /// <summary>True if a call returns that was not made, though this task's calls are shown: the line that would show it is gone.</summary>
    public static bool Contradicts(ProbeHit hit, TaskReading task) =>
        task.ShowsRanges && (hit.Row.Meaning == ProbeMeaning.RangeStartReturned ? task.Starting : task.Ending) is null;

    public void RangeStartReturned(ProbeHit hit, TaskReading task)
    {
        if (task.Starting is not { } range) return;
        task.Starting = null;
        var result = hit.Result;
        if (result != 0) task.Ranges.Remove((range.Pointer, range.Mm));
        batch.Add(new RangeStartReturned
        {
            Header = hit.Header, Mm = range.Mm, Start = range.Start, End = range.End, Range = range.Id, Event = range.Event,
            Blockable = range.Blockable, Result = result,
        });
    }

    public void RangeEndEntered(ProbeHit hit, TaskReading task)
    {
        // A range lies on its caller's stack, where the same one is at the start and at the end: that names it. Which end belongs to which start is not told otherwise.
        var ending = RangeOf(hit, default);
        if (task.Ranges.Remove((ending.Pointer, ending.Mm), out var id)) ending = ending with { Id = id };
        task.Ending = ending;
        task.ShowsRanges = true;
        batch.Add(new RangeEndEntered
        {
            Header = hit.Header, Mm = ending.Mm, Start = ending.Start, End = ending.End, Range = ending.Id, Event = ending.Event,
            Blockable = ending.Blockable, OnlyEnd = hit.Or(Field.OnlyEnd, 0) != 0,
        });
    }

    public void RangeEndReturned(ProbeHit hit, TaskReading task)
    {
        if (task.Ending is not { } range) return;
        task.Ending = null;
        batch.Add(new RangeEndReturned
        {
            Header = hit.Header, Mm = range.Mm, Start = range.Start, End = range.End, Range = range.Id, Event = range.Event, Blockable = range.Blockable,
        });
    }

    public void RangeInvalidated(ProbeHit hit, TaskReading task)
    {
        var source = generation == KernelGeneration.From66 || task.Gather is { IsFlushing: true } ? InvalidationSource.TlbFlush
            : task.Ending is not null ? InvalidationSource.RangeEnd : InvalidationSource.Explicit;
        batch.Add(new RangeInvalidated
        {
            Header = hit.Header, Mm = Mm(hit), Start = hit.Address(Field.Start), End = hit.Address(Field.End), Source = source,
        });
    }

    public void PteChangeNotified(ProbeHit hit) =>
        batch.Add(new PteChangeNotified
        {
            Header = hit.Header, Mm = Mm(hit), Address = hit.Address(Field.Address), New = new PageEntry(hit.Or(Field.PteValue, 0)),
        });

    public void Aged(ProbeHit hit)
    {
        var extent = hit.Extent;
        batch.Add(new AgeingNotified { Header = hit.Header, Mm = Mm(hit), Start = extent.Start, End = extent.End, Which = hit.Row.Ageing });
    }

    public void ReleaseEntered(ProbeHit hit, TaskReading task)
    {
        task.ReleasingMm = Mm(hit);
        batch.Add(new ReleaseEntered { Header = hit.Header, Mm = task.ReleasingMm });
    }

    public void ReleaseReturned(ProbeHit hit, TaskReading task)
    {
        if (task.ReleasingMm.Value != 0) batch.Add(new ReleaseReturned { Header = hit.Header, Mm = task.ReleasingMm });
        task.ReleasingMm = default;
    }

    public void RegisterEntered(ProbeHit hit, TaskReading task)
    {
        task.Registering = names.Driver(hit[Field.Mn], in hit.Header);
        task.RegisteringMm = Mm(hit);
        batch.Add(new NotifierRegistered { Header = hit.Header, Mm = task.RegisteringMm, Driver = task.Registering });
    }

    public void RegisterReturned(ProbeHit hit, TaskReading task)
    {
        if (task.Registering.Value != 0 && hit.Result == 0)
            batch.Add(new NotifierRegistered { Header = hit.Header, Mm = task.RegisteringMm, Driver = task.Registering, Returned = true });
        task.Registering = default;
    }

    public void Unregistered(ProbeHit hit) =>
        batch.Add(new NotifierUnregistered { Header = hit.Header, Mm = Mm(hit), Driver = names.Driver(hit[Field.Mn], in hit.Header) });

    private OpenRange RangeOf(ProbeHit hit, RangeId id) => new(
        id, hit.Or(Field.Range, 0), Mm(hit), hit.Address(Field.Start), hit.Address(Field.End),
        hit.Has(Field.Event) ? (NotifierEvent)(byte)Math.Min(hit[Field.Event], (byte)NotifierEvent.NotTold - 1) : NotifierEvent.NotTold,
        (hit.Or(Field.Flags, 1) & 1) != 0);

    private MmId Mm(ProbeHit hit) => names.Mm(hit.Or(Field.Mm, 0), in hit.Header);
}
