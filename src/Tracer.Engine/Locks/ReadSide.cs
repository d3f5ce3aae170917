using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Locks;

/// <summary>Readers that keep what they read alive without excluding anybody: RCU, or one SRCU domain.</summary>
internal sealed class ReadSide : Condition
{
    private readonly AtomicSection section;
    private readonly LockId domain;
    private readonly List<(ScheduledTask Task, long Since)> readers = [];
    private long now;

    internal ReadSide(AtomicSection section, LockId domain)
    {
        this.section = section;
        this.domain = domain;
    }

    internal void Enter(ScheduledTask task)
    {
        readers.Add((task, ++now));
        task.Emit(new AtomicEntered { Section = section, Domain = domain });
    }

    internal void Leave(ScheduledTask task)
    {
        var last = readers.Count - 1;
        while (readers[last].Task != task) last--;
        readers.RemoveAt(last);
        task.Emit(new AtomicLeft { Section = section, Domain = domain });
    }

    /// <summary>A grace period: waits for the readers that are active now, not for later ones.</summary>
    internal SchedulingPoint Synchronize(ScheduledTask task)
    {
        task.Emit(new MightSleep { Reason = SleepReason.GracePeriod });
        task.Stamp = ++now;
        return task.WaitFor(this);
    }

    internal override bool HoldsFor(ScheduledTask task)
    {
        foreach (var (_, since) in readers)
            if (since < task.Stamp) return false;
        return true;
    }

    internal void Reset()
    {
        readers.Clear();
        now = 0;
    }
}
