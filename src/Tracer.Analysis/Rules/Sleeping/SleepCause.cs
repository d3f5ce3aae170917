using Tracer.Analysis.Eras;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Sleeping;

/// <summary>
/// What forbids a sleep. Until 3.6 several things did at once, and each had to go before drivers could sleep; one is named. A driver that breaks its own
/// contract comes first: what it took itself, a callback that never may sleep, the list of drivers walked under RCU. Then the core's, innermost
/// first, for the inner one must go before the outer can matter: the page-table lock, the gather inside it or around it, the reverse-map lock.
/// </summary>
internal static class SleepCause
{
    public static (SleepPlace Place, Atomicity Atomicity) Of(TaskState task, SleepPlace place, Atomicity atomicity, Era eras)
    {
        if (place is SleepPlace.InvalidatePageCallback or SleepPlace.InvalidateRangeCallback or SleepPlace.ChangePteCallback) return (place, atomicity);
        if (task.Callback.Header.Kind != EventKind.None && !CameBefore(atomicity, task.Callback)) return (place, atomicity);
        if (Are(eras, Era.WithRcuList) && ListWalkOf(task) is { } walk) return (SleepPlace.ListWalk, atomicity with { Proof = walk });
        if (atomicity.ByPageTableLock || !Are(eras, Era.E0)) return (place, atomicity);
        if (GatherSectionOf(task) is { } gather) return (SleepPlace.Gather, atomicity with { Proof = gather });
        return RmapSpinLockOf(task) is { } rmap ? (SleepPlace.RmapLock, atomicity with { Proof = rmap.Acquired }) : (place, atomicity);
    }

    /// <summary>True if the task was in atomic context already when the callback was called.</summary>
    public static bool CameBefore(Atomicity atomicity, in VmEvent callback) => atomicity.Proof.Header.Sequence < callback.Header.Sequence;

    /// <summary>The RCU section in which the driver of the task's innermost callback was found; null outside any callback, or if the list is walked otherwise.</summary>
    public static VmEvent? ListWalkOf(TaskState task) =>
        task.Callbacks is [.., var innermost] ? SectionBefore(task, AtomicSection.RcuRead, innermost.Entered.Header.Sequence) : null;

    // The preempt-off section of the gather that the task is in; null if it is in none, or in one that may be preempted. A driver's own does not count.
    private static VmEvent? GatherSectionOf(TaskState task) => task.Gather.Header.Kind == EventKind.None ? null
        : SectionBefore(task, AtomicSection.PreemptOff, task.Callbacks is [var outermost, ..] ? outermost.Entered.Header.Sequence : long.MaxValue);

    private static Held? RmapSpinLockOf(TaskState task)
    {
        var locks = task.Locks;
        for (var i = locks.Length - 1; i >= 0; i--)
            if (locks[i].Class is LockClass.IMmap or LockClass.AnonVma && !locks[i].Type.Sleeps()) return locks[i];
        return null;
    }

    private static VmEvent? SectionBefore(TaskState task, AtomicSection kind, long sequence)
    {
        var sections = task.Sections;
        for (var i = sections.Length - 1; i >= 0; i--)
            if (sections[i].As<AtomicEntered>().Section == kind && sections[i].Header.Sequence < sequence) return sections[i];
        return null;
    }

    private static bool Are(Era eras, Era spoken) => (eras & ~spoken) == 0;
}
