using System.Diagnostics;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Memory;

/// <summary>A read or store of an entry about to happen: awaited, it is done and gives what the entry held before.</summary>
internal readonly struct PteAccess(KernelTask task, Pte pte, PteOperation? store, PageEntry entry) : IParkable
{
    public bool IsCompleted => task.Reach(null);

    public PteAccess GetAwaiter() => this;

    public PageEntry GetResult()
    {
        if (store is { } operation) return pte.Table.Exchange(task, pte.Index, Stored(operation), operation);
        var table = pte.Table;
        task.Emit(new PteRead
        {
            Mm = table.Mm.Id,
            Address = pte.Address,
            Entry = pte.Entry,
            Table = table.Id,
            Index = (ushort)pte.Index,
            Level = table.Level,
        });
        return pte.Entry;
    }

    public void Park(StepBox waiter) => task.Park(waiter);

    public void OnCompleted(Action continuation) => throw new UnreachableException();

    // An invalidated huge entry keeps its size bit, so that nobody takes it for none.
    private PageEntry Stored(PteOperation operation) => operation switch
    {
        PteOperation.ClearYoung => pte.Entry.Without(PageEntry.AccessedBit),
        PteOperation.WriteProtect => pte.Entry.Without(PageEntry.WritableBit),
        PteOperation.SetAccessFlags => pte.Entry.With(PageEntry.WritableBit | PageEntry.DirtyBit | PageEntry.AccessedBit),
        PteOperation.Invalidate => pte.Entry.Without(PageEntry.PresentBit),
        _ => entry,
    };
}
