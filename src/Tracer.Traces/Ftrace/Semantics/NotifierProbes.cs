using System.Globalization;
using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>Makes the events of the core's notifier calls and of the drivers' callbacks.</summary>
internal sealed class NotifierProbes(TraceNames names, EventBatch batch, KernelGeneration generation)
{
    private const string KvmName = "kvm";

    private readonly HashSet<DriverId> named = [];
    private int ranges;

    private DriverId kvm;
    private bool isKvmAddressKnown;

    /// <summary>
    /// The driver whose secondary MMU its own probes show: KVM is the only one that has some. A guest faults before its driver is called for the first time,
    /// so until then it is the one that will be.
    /// </summary>
    public DriverId Kvm(in EventHeader header)
    {
        if (kvm.Value == 0) named.Add(kvm = names.Driver(KvmName, in header));
        return kvm;
    }

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

    public void RangeStartReturned(ProbeHit hit, TaskReading task)
    {
        if (task.Starting is not { } range) return;
        task.Starting = null;
        var result = Result(hit);
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
            Header = hit.Header, Mm = Mm(hit), Address = hit.Address(Field.Address), New = new PageEntry(hit.Or(Field.PtePointer, 0)),
        });

    public void Aged(ProbeHit hit)
    {
        var start = hit.Has(Field.Start) ? hit.Address(Field.Start) : hit.Address(Field.Address);
        batch.Add(new AgeingNotified { Header = hit.Header, Mm = Mm(hit), Start = start, End = EndOf(hit, start), Which = hit.Row.Ageing });
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
        if (task.Registering.Value != 0 && Result(hit) == 0)
            batch.Add(new NotifierRegistered { Header = hit.Header, Mm = task.RegisteringMm, Driver = task.Registering, Returned = true });
        task.Registering = default;
    }

    public void Unregistered(ProbeHit hit) =>
        batch.Add(new NotifierUnregistered { Header = hit.Header, Mm = Mm(hit), Driver = names.Driver(hit[Field.Mn], in hit.Header) });

    public void CallbackEntered(ProbeHit hit, TaskReading task)
    {
        var driver = DriverOf(hit);
        var kind = hit.Row.Callback;

        // The invalidation implied by range_end calls the drivers directly, past the probed function of the core.
        if (kind == CallbackKind.InvalidateRange && task.Ending is { } ending)
            batch.Add(new RangeInvalidated { Header = hit.Header, Mm = ending.Mm, Start = ending.Start, End = ending.End, Source = InvalidationSource.RangeEnd });

        var range = kind switch
        {
            CallbackKind.RangeStart when task.Starting is { } starting => starting.Id,
            CallbackKind.RangeEnd or CallbackKind.InvalidateRange when task.Ending is { } open => open.Id,
            _ => default,
        };
        var (start, end) = ExtentOf(hit, kind);
        var callback = new OpenCallback(kind, driver, range, Mm(hit), start, end, hit.Site);
        task.Callbacks.Add(callback);
        batch.Add(new CallbackEntered
        {
            Header = hit.Header with { Function = hit.Site }, Mm = callback.Mm, Start = start, End = end, Driver = driver, Range = range, Callback = kind,
        });
    }

    private DriverId DriverOf(ProbeHit hit)
    {
        var name = DriverName.Of(names.Of(hit.Site), names.ModuleOf(hit.Site));

        // A report resolves no symbols: who is called there is taken for the one whose probes it shows.
        var isKvm = name == KvmName || hit.Site.Value == 0;
        if (isKvm && !isKvmAddressKnown && kvm.Value != 0) names.Found(kvm, hit[Field.Mn]);
        var driver = names.Driver(hit[Field.Mn], in hit.Header);
        if (named.Add(driver)) names.Tell(NameSpace.Driver, driver.Value, name ?? string.Create(CultureInfo.InvariantCulture, $"driver {driver.Value}"), in hit.Header);
        if (isKvm) (kvm, isKvmAddressKnown) = (driver, true);
        return driver;
    }

    public void CallbackReturned(ProbeHit hit, TaskReading task)
    {
        var entered = task.Callbacks.Count - 1;
        while (entered >= 0 && task.Callbacks[entered].Kind != hit.Row.Callback) entered--;
        if (entered < 0) return;
        var callback = task.Callbacks[entered];
        task.Callbacks.RemoveRange(entered, task.Callbacks.Count - entered);
        Return(in callback, hit, Result(hit));
    }

    /// <summary>Callbacks without a return probe are over when their task's next line comes.</summary>
    public void ReturnSilently(ProbeHit hit, TaskReading task)
    {
        while (task.Callbacks.Count > 0 && task.Callbacks[^1].Kind != CallbackKind.RangeStart)
        {
            var callback = task.Callbacks[^1];
            task.Callbacks.RemoveAt(task.Callbacks.Count - 1);
            Return(in callback, hit, 0);
        }
    }

    private void Return(in OpenCallback callback, ProbeHit hit, short result) =>
        batch.Add(new CallbackReturned
        {
            Header = hit.Header with { Function = callback.Function }, Mm = callback.Mm, Start = callback.Start, End = callback.End,
            Driver = callback.Driver, Range = callback.Range, Result = result, Callback = callback.Kind,
        });

    private OpenRange RangeOf(ProbeHit hit, RangeId id) => new(
        id, hit.Or(Field.Range, 0), Mm(hit), hit.Address(Field.Start), hit.Address(Field.End),
        hit.Has(Field.Event) ? (NotifierEvent)(byte)Math.Min(hit[Field.Event], (byte)NotifierEvent.NotTold - 1) : NotifierEvent.NotTold,
        (hit.Or(Field.Flags, 1) & 1) != 0);

    private static (VirtualAddress Start, VirtualAddress End) ExtentOf(ProbeHit hit, CallbackKind kind)
    {
        if (kind == CallbackKind.Release) return (new VirtualAddress(0), VirtualAddress.Unknown);
        var start = hit.Has(Field.Start) ? hit.Address(Field.Start) : hit.Address(Field.Address);
        return (start, EndOf(hit, start));
    }

    private static VirtualAddress EndOf(ProbeHit hit, VirtualAddress start) =>
        hit.Has(Field.End) ? hit.Address(Field.End) : AddressRange.Of(start, PageSize.Small).End;

    private static short Result(ProbeHit hit) => unchecked((short)hit.Or(Field.Result, 0));

    private MmId Mm(ProbeHit hit) => names.Mm(hit.Or(Field.Mm, 0), in hit.Header);
}
