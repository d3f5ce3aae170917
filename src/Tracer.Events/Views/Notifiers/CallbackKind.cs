namespace Tracer.Events.Views.Notifiers;

/// <summary>A member of struct mmu_notifier_ops, of any era.</summary>
public enum CallbackKind : byte
{
    RangeStart,
    RangeEnd,
    InvalidateRange,
    InvalidatePage,
    ChangePte,
    ClearFlushYoung,
    ClearYoung,
    TestYoung,
    Release,

    /// <summary>invalidate_hugepage, as proposed in 2010: a callback of its own for huge entries, under the page-table lock.</summary>
    InvalidateHugepage,
}
