using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Memory;

/// <summary>mm_users: who keeps an address space from going. The threads of its process do, and whoever works on its memory for it.</summary>
internal sealed class AddressSpaceUsers(Machine machine, AddressSpace mm) : Condition
{
    private int others;

    /// <summary>The last user has left, and the memory goes.</summary>
    internal bool AreGone { get; private set; }

    /// <summary>mmget_not_zero, for who is no thread of the process. False if the last user is gone.</summary>
    internal bool TryEnter()
    {
        if (AreGone) return false;
        others++;
        return true;
    }

    internal void Leave() => others--;

    /// <summary>mmput by the last thread: once it is awaited, nobody enters any more.</summary>
    internal async Step Last(KernelTask task)
    {
        await task.WaitFor(this);
        AreGone = true;
    }

    // Whoever holds mmap_lock has come in before.
    internal override bool HoldsFor(ScheduledTask task)
    {
        if (others > 0 || !mm.MmapLock.IsFree) return false;
        foreach (var other in machine.Tasks)
            if (other != task && other.Mm == mm && !other.IsFinished) return false;
        return true;
    }

    internal void Reset()
    {
        others = 0;
        AreGone = false;
    }
}
