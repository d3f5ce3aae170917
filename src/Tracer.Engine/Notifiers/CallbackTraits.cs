namespace Tracer.Engine.Notifiers;

/// <summary>Which callbacks a driver has, and what they are called.</summary>
internal static class CallbackTraits
{
    private static readonly (DriverTraits Trait, string Name)[] Known =
    [
        (DriverTraits.InvalidatePage, "invalidate_page"),
        (DriverTraits.InvalidateHugepage, "invalidate_hugepage"),
        (DriverTraits.RangeStart, "range_start"),
        (DriverTraits.RangeEnd, "range_end"),
        (DriverTraits.InvalidateRange, "invalidate_range"),
        (DriverTraits.Ageing, "clear_flush_young"),
        (DriverTraits.ChangePte, "change_pte"),
        (DriverTraits.Release, "release"),
    ];

    internal static bool IsIn(this CallbackKind kind, DriverTraits traits) => (traits & kind switch
    {
        CallbackKind.RangeStart => DriverTraits.RangeStart,
        CallbackKind.RangeEnd => DriverTraits.RangeEnd,
        CallbackKind.InvalidateRange => DriverTraits.InvalidateRange,
        CallbackKind.InvalidatePage => DriverTraits.InvalidatePage,
        CallbackKind.InvalidateHugepage => DriverTraits.InvalidateHugepage,
        CallbackKind.ChangePte => DriverTraits.ChangePte,
        CallbackKind.Release => DriverTraits.Release,
        _ => DriverTraits.Ageing,
    }) != 0;

    /// <summary>The callbacks in the order of the kernel's struct of a driver, separated by blanks.</summary>
    internal static string Callbacks(this DriverTraits traits) =>
        string.Join(' ', Known.Where(known => (traits & known.Trait) != 0).Select(known => known.Name));
}
