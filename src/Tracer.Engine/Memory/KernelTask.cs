using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Memory;

/// <summary>A task of the simulated kernel, and what it has of memory: the address space it runs in, its CPU's TLB, and what it is working on.</summary>
internal sealed class KernelTask(Machine machine, TaskId id, string name, Func<KernelTask, Step> body)
    : ScheduledTask(machine.Scheduler, machine.Log, id, name)
{
    internal Machine Machine => machine;

    /// <summary>The address space it runs in; null for a kernel thread.</summary>
    internal AddressSpace? Mm { get; set; }

    /// <summary>What its CPU has cached of page tables.</summary>
    internal Tlb Tlb { get; } = new();

    /// <summary>The reverse-map walk it is on.</summary>
    internal PageVmaMappedWalk Walk => field ??= new PageVmaMappedWalk(this);

    /// <summary>What it unmaps and frees later.</summary>
    internal MmuGather Gather => field ??= new MmuGather();

    /// <summary>The regions it is unmapping.</summary>
    internal List<Vma> Doomed { get; } = [];

    /// <summary>The address spaces whose CPU flush it has put off.</summary>
    internal List<AddressSpace> Deferred { get; } = [];

    protected override MmId MmId => Mm?.Id ?? default;

    // A run that got stuck leaves off in the middle.
    internal override void Reset()
    {
        base.Reset();
        Tlb.Clear();
        Doomed.Clear();
        Deferred.Clear();
    }

    protected override Step Body() => body(this);
}
