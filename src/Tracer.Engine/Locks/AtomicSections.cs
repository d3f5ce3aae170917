using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Locks;

/// <summary>Sections of a CPU in which nothing may sleep.</summary>
internal static class AtomicSections
{
    internal static void DisablePreemption(this ScheduledTask task)
    {
        task.Cpu.PreemptCount++;
        task.Emit(new AtomicEntered { Section = AtomicSection.PreemptOff });
    }

    internal static void EnablePreemption(this ScheduledTask task)
    {
        task.Emit(new AtomicLeft { Section = AtomicSection.PreemptOff });
        task.Cpu.PreemptCount--;
    }

    internal static void DisableIrqs(this ScheduledTask task)
    {
        task.Cpu.IrqsOff = true;
        task.Emit(new AtomicEntered { Section = AtomicSection.IrqsOff });
    }

    internal static void EnableIrqs(this ScheduledTask task)
    {
        task.Emit(new AtomicLeft { Section = AtomicSection.IrqsOff });
        task.Cpu.IrqsOff = false;
    }
}
