namespace Tracer.Engine;

/// <summary>The places where the engine can be made to do the wrong thing; each belongs to one planted fault.</summary>
[Flags]
internal enum Slip
{
    None = 0,
    RangeEndSkipped = 1 << 0,
    RangeEndEarly = 1 << 1,
    RangeEndUnderPageTableLock = 1 << 2,
    InvalidateBeforeClear = 1 << 3,
    InvalidateAfterUnlock = 1 << 4,
    UnlockedStore = 1 << 5,
    SleepUnderPageTableLock = 1 << 6,
    InstallInsideBracket = 1 << 7,
}
