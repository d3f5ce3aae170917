namespace Tracer.Events.Views.Locks;

/// <summary>How a lock waits.</summary>
public enum LockType : byte
{
    Spin,

    /// <summary>Spinning reader-writer lock.</summary>
    RwSpin,
    Mutex,
    RwSemaphore,

    /// <summary>The lock bit of a page or folio: sleeps.</summary>
    FolioBit,
}

public static class LockTypes
{
    /// <summary>True if waiting for it may sleep, so that it may not be taken in atomic context.</summary>
    public static bool Sleeps(this LockType type) => type is LockType.Mutex or LockType.RwSemaphore or LockType.FolioBit;
}
