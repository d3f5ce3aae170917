namespace Tracer.Tests.SecondOpinion;

/// <summary>The table at the head of section 2: one sleep in atomic context has one name.</summary>
internal static class Sleeping
{
    internal static IEnumerable<(string Rule, int At)> In(Account a)
    {
        for (var at = 0; at < a.Events.Count; at++)
            if (MaySleep(a, at) && NameOf(a, at) is { } rule) yield return (rule, at);
    }

    private static bool MaySleep(Account a, int at) => a.KindAt(at) switch
    {
        EventKind.MightSleep => !IsOfTheCall(a, at),
        EventKind.RangeEndEntered => a.Era > 1 && a.Events[at].As<RangeEndEntered>().Blockable && !a.Moments[at].Held.Any(hold => hold.IsOfTables),
        EventKind.RangeStartEntered => a.Era == 0 && a.Moments[at].Gathers.Count > 0
            && a.DriversOf(a.Events[at].As<RangeStartEntered>().Mm, at).Any(driver => driver.Traits.HasFlag(DriverTraits.RangeStart | DriverTraits.Sleeps)),
        _ => false,
    };

    // The wrapper's own word belongs to the call that comes next: N02 or L08 speaks of that.
    private static bool IsOfTheCall(Account a, int at)
    {
        var next = a.NextOf(a.TaskAt(at), at);
        if (next == a.Events.Count || a.Moments[next].Depth == 0) return false;
        return (a.Events[at].As<MightSleep>().Reason, a.KindAt(next)) is (SleepReason.RangeStart, EventKind.RangeStartEntered) or (SleepReason.RangeEnd, EventKind.RangeEndEntered);
    }

    private static string? NameOf(Account a, int at)
    {
        var moment = a.Moments[at];
        var inCallback = a.KindAt(at) is not (EventKind.RangeStartEntered or EventKind.RangeEndEntered) && moment.Callbacks is [.., var entered] ? a.Events[entered].As<CallbackEntered>().Callback : (CallbackKind?)null;
        if (inCallback is CallbackKind.InvalidatePage or CallbackKind.InvalidateHugepage && moment.Held.Any(hold => hold.IsOfTables) && a.Era is 0 or 1 or 3 or 5) return "P02";
        if (inCallback == CallbackKind.InvalidateRange) return "I03";
        if (inCallback == CallbackKind.ChangePte) return "C03";

        // D08, which this opinion leaves out.
        if (inCallback is CallbackKind.ClearFlushYoung or CallbackKind.ClearYoung or CallbackKind.TestYoung) return null;
        if (a.Era == 0 && moment.Gathers.Count > 0 && moment.Depth > 0) return "L09";
        if (a.Era < 2 && inCallback is not null) return "L10";
        if (a.Era == 0 && moment.Held.Any(hold => hold.IsOfReverseMap)) return "L11";
        return moment.Depth > 0 ? "L04" : null;
    }
}
