using System.Globalization;
using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>Makes the events of the drivers' callbacks, and knows which driver is called.</summary>
internal sealed class CallbackProbes(TraceNames names, EventBatch batch)
{
    private const string KvmName = "kvm";

    private readonly HashSet<DriverId> named = [];
    private DriverId kvm;
    private bool isKvmAddressKnown;

    // In a report who is called has no name until the probes of its secondary MMU give it away.
    private bool isKvmNamed;

    /// <summary>
    /// The driver whose secondary MMU its own probes show: KVM is the only one that has some. A guest faults before its driver is called for the first time,
    /// so until then it is the one that will be.
    /// </summary>
    public DriverId Kvm(in EventHeader header)
    {
        if (kvm.Value == 0) named.Add(kvm = names.Driver(KvmName, in header));
        else if (!isKvmNamed) names.Tell(NameSpace.Driver, kvm.Value, KvmName, in header);
        isKvmNamed = true;
        return kvm;
    }

    public void Entered(ProbeHit hit, TaskReading task)
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
        var extent = kind == CallbackKind.Release ? AddressRange.Everything : hit.Extent;
        var callback = new OpenCallback(kind, driver, range, names.Mm(hit.Or(Field.Mm, 0), in hit.Header), extent.Start, extent.End, hit.Site, task.Srcu.Count > 0 ? task.Srcu[^1] : 0);
        task.Callbacks.Add(callback);
        batch.Add(new CallbackEntered
        {
            Header = hit.Header with { Function = hit.Site }, Mm = callback.Mm, Start = extent.Start, End = extent.End, Driver = driver, Range = range, Callback = kind,
        });
    }

    public void Returned(ProbeHit hit, TaskReading task)
    {
        var entered = task.Callbacks.Count - 1;
        while (entered >= 0 && task.Callbacks[entered].Kind != hit.Row.Callback) entered--;
        if (entered < 0) return;
        var callback = task.Callbacks[entered];
        task.Callbacks.RemoveRange(entered, task.Callbacks.Count - entered);
        Return(in callback, hit, hit.Result);
    }

    /// <summary>
    /// Callbacks without a return probe are over when the core goes on: at the latest it leaves the SRCU section in which it walks the drivers.
    /// Where that section is not shown, a line that may be a driver's may be the core's as well, which matters if it sleeps: the callback is let go of there, and it is said that it may go on.
    /// </summary>
    public void ReturnSilently(ProbeHit hit, Handling handling, bool mayBeDrivers, TaskReading task)
    {
        while (task.Callbacks.Count > 0 && task.Callbacks[^1] is var callback && callback.Kind != CallbackKind.RangeStart && !(mayBeDrivers && IsInside(in callback, hit, handling)))
        {
            task.Callbacks.RemoveAt(task.Callbacks.Count - 1);
            Return(in callback, hit, 0, mayBeDrivers && !callback.ShowsEnd ? ContextFlags.Unplaced : ContextFlags.None);
        }
    }

    private static bool IsInside(in OpenCallback callback, ProbeHit hit, Handling handling) => callback.ShowsEnd
        ? !(handling.Meaning == ProbeMeaning.SrcuLeft && hit[Field.Lock] == callback.Srcu)
        : !handling.Shows.Contains(EventKind.MightSleep);

    private DriverId DriverOf(ProbeHit hit)
    {
        var name = DriverName.Of(names.Of(hit.Site), names.ModuleOf(hit.Site));

        // A report resolves no symbols: who is called there is taken for the one whose probes it shows.
        var isKvm = name == KvmName || hit.Site.Value == 0;
        if (isKvm && !isKvmAddressKnown && kvm.Value != 0) names.Found(kvm, hit[Field.Mn]);
        var driver = names.Driver(hit[Field.Mn], in hit.Header);
        if (named.Add(driver)) names.Tell(NameSpace.Driver, driver.Value, name ?? string.Create(CultureInfo.InvariantCulture, $"driver {driver.Value}"), in hit.Header);
        if (isKvm) (kvm, isKvmAddressKnown, isKvmNamed) = (driver, true, isKvmNamed && driver == kvm || name == KvmName);
        return driver;
    }

    private void Return(in OpenCallback callback, ProbeHit hit, short result, ContextFlags place = ContextFlags.None) =>
        batch.Add(new CallbackReturned
        {
            Header = hit.Header with { Function = callback.Function, Context = hit.Header.Context | place }, Mm = callback.Mm, Start = callback.Start, End = callback.End,
            Driver = callback.Driver, Range = callback.Range, Result = result, Callback = callback.Kind,
        });
}
