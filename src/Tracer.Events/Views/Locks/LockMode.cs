namespace Tracer.Events.Views.Locks;

/// <summary>How a lock is held.</summary>
public enum LockMode : byte
{
    Exclusive,
    Shared,
}
