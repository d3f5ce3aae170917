namespace Tracer.Events;

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
}
