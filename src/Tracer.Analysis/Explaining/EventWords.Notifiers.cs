namespace Tracer.Analysis.Explaining;

// Notifier calls of the core and callbacks of drivers.
public sealed partial class EventWords
{
    private string Say(in RangeStartEntered start) => $"range_start{Of(start.Mm)} {start.Extent} called{If(!start.Blockable, ", may not block")}";

    private string Say(in RangeStartReturned start) =>
        $"range_start{Of(start.Mm)} {start.Extent} {(start.Result == 0 ? "returned" : $"failed with {start.Result}")}";

    private string Say(in RangeEndEntered end) => $"range_end{Of(end.Mm)} {end.Extent}{If(end.OnlyEnd, ", only end")}";

    private string Say(in RangeEndReturned end) => $"range_end{Of(end.Mm)} {end.Extent} returned";

    private string Say(in RangeInvalidated invalidated) => $"invalidate_range{Of(invalidated.Mm)} {invalidated.Extent}{invalidated.Source switch
    {
        InvalidationSource.RangeEnd => " from range_end",
        InvalidationSource.TlbFlush => " from a TLB flush",
        _ => "",
    }}";

    private string Say(in PageInvalidated page) =>
        $"{(page.Level == TableLevel.Pte ? "invalidate_page" : "invalidate_hugepage")}{Of(page.Mm)} {page.Address}";

    private string Say(in PteChangeNotified change) => $"change_pte{Of(change.Mm)} {change.Address} to {Entry(change.New)}";

    private string Say(in AgeingNotified ageing) => $"{ageing.Which switch
    {
        Ageing.ClearFlushYoung => "clear_flush_young",
        Ageing.ClearYoung => "clear_young",
        _ => "test_young",
    }}{Of(ageing.Mm)} {ageing.Extent}: {(ageing.Young ? "young" : "old")}";

    private string Say(in NotifierRegistered registered) =>
        $"{(registered.Returned ? "has registered" : "registers")} {names.Of(registered.Driver)} with mm {names.Of(registered.Mm)}";

    private string Say(in CallbackEntered entered) =>
        $"enters {Callback(entered.Callback)} of {names.Of(entered.Driver)}{Of(entered.Mm)} {entered.Extent}";

    private string Say(in CallbackReturned returned) =>
        $"returns from {Callback(returned.Callback)} of {names.Of(returned.Driver)}{If(returned.Result != 0, $" with {returned.Result}")}";

    private static string Callback(CallbackKind callback) => callback switch
    {
        CallbackKind.RangeStart => "range_start",
        CallbackKind.RangeEnd => "range_end",
        CallbackKind.InvalidateRange => "invalidate_range",
        CallbackKind.InvalidatePage => "invalidate_page",
        CallbackKind.ChangePte => "change_pte",
        CallbackKind.ClearFlushYoung => "clear_flush_young",
        CallbackKind.ClearYoung => "clear_young",
        CallbackKind.TestYoung => "test_young",
        CallbackKind.InvalidateHugepage => "invalidate_hugepage",
        _ => "release",
    };
}
