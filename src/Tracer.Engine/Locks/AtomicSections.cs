namespace Tracer.Engine;

/// <summary>Sections of a CPU in which nothing may sleep.</summary>
internal static class AtomicSections
{
    internal static void DisablePreemption(this KernelTask task)
    {
        task.Cpu.PreemptCount++;
        task.Emit(new AtomicEntered { Section = AtomicSection.PreemptOff });
    }

    internal static void EnablePreemption(this KernelTask task)
    {
        task.Emit(new AtomicLeft { Section = AtomicSection.PreemptOff });
        task.Cpu.PreemptCount--;
    }

    internal static void DisableIrqs(this KernelTask task)
    {
        task.Cpu.IrqsOff = true;
        task.Emit(new AtomicEntered { Section = AtomicSection.IrqsOff });
    }

    internal static void EnableIrqs(this KernelTask task)
    {
        task.Emit(new AtomicLeft { Section = AtomicSection.IrqsOff });
        task.Cpu.IrqsOff = false;
    }
}
