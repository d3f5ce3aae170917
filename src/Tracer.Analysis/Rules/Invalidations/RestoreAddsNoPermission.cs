using System.Runtime.CompilerServices;
using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Invalidations;

/// <summary>I09: giving up leaves things as they were.</summary>
public sealed class RestoreAddsNoPermission : Rule, IHandle<PteChanged>
{
    private static readonly Reason Upward = new("I09.upward",
        "{culprit} puts back what {clear} took away, and adds write permission: a write-protected page is written and nobody takes notice.");

    public override RuleInfo Info { get; } = new("I09", nameof(RestoreAddsNoPermission), Severity.Medium, Fault.Core, Era.All,
        "An entry that is cleared and put back in one section gets no permission that it did not have.",
        "mm/rmap.c:try_to_unmap_one restores the value that ptep_clear_flush returned; capture 6.1 pageout-kvm, MADV_COLD",
        EventKindSet.Of(EventKind.PteChanged, EventKind.LockAcquired), [Upward])
    {
        Counterexample = "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 old=pfn1 · A set 0x1000 new=pfn1:rw · A unlock ptl1 · A end 0x1000+1",
    };

    public void On(in PteChanged change, MachineState state, Verdicts verdicts)
    {
        if (change.Old.IsPresent || !change.New.IsPresent || !change.New.IsLeafAt(change.Level) || change.Table.Value == 0) return;
        var task = state.TaskOf(change.Header);

        // mprotect means to change the permission, and holds mmap_lock exclusively; a commit ends what modify_prot_start began for the same.
        if (change.Operation != PteOperation.Set || task.HoldsMmapLock(change.Mm, LockMode.Exclusive)) return;
        foreach (ref readonly var held in task.Locks)
        {
            if (held.Section is not { } section) continue;
            ref var record = ref section.Find(change.Table, change.Index);
            if (Unsafe.IsNullRef(ref record) || record.First.Operation != PteOperation.Clear || record.First.Old.Pfn != change.New.Pfn) continue;
            if (!record.First.Old.IsWritable && change.New.IsWritable)
                verdicts.Violated(Upward, change, change.Mm, record.First.Address, new Witness("clear", VmEvent.Of(record.First)));
            else if ((change with { Old = record.First.Old }).Classify() == ChangeClass.Soft) verdicts.Holds();
        }
    }
}
