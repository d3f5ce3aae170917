using Tracer.Events;

namespace Tracer.Traces.Ftrace;

/// <summary>Makes the events of a secondary MMU. Its tracepoints speak of guest frames, so only those of a guest whose memory is told mean anything.</summary>
internal sealed class SecondaryProbes(EventBatch batch)
{
    private const ulong Present = 1 << 11;
    private const ulong Writable = 1 << 1;
    private const ulong Huge = 1 << 7;
    private const ulong PfnMask = 0xff_ffff_ffff;

    private readonly List<GuestSlot> slots = [];
    private MmId mm;

    public void GuestMemoryTold(ProbeHit hit, TaskState task)
    {
        if (task.OwnMm.Value == 0) return;
        if (task.OwnMm != mm) slots.Clear();
        mm = task.OwnMm;
        var slot = new GuestSlot(hit[Field.GuestAddress] >> 12, hit[Field.Length] >> 12, hit[Field.HostAddress]);
        slots.RemoveAll(other => other.Gfn == slot.Gfn);
        slots.Add(slot);
    }

    public void Stored(ProbeHit hit, DriverId driver)
    {
        var (old, now) = (hit[Field.OldSpte], hit[Field.NewSpte]);
        var level = hit[Field.Level];
        if (!IsLeaf(now, level) || level is 0 or > 3) return;

        // The accessed and dirty bits come and go without the driver mapping anything.
        if (IsLeaf(old, level) && PfnOf(old) == PfnOf(now) && (now & ~old & Writable) == 0) return;
        var gfn = hit[Field.Gfn];
        foreach (var slot in slots)
        {
            if (gfn < slot.Gfn || gfn >= slot.Gfn + slot.Pages) continue;
            batch.Add(new SecondaryMapped
            {
                Header = hit.Header, Driver = driver, Mm = mm, Address = new VirtualAddress(slot.Address + (gfn - slot.Gfn << 12)), Pfn = PfnOf(now),
                Writable = (now & Writable) != 0, Level = (TableLevel)(level - 1),
            });
        }
    }

    private static bool IsLeaf(ulong entry, ulong level) => (entry & Present) != 0 && (level == 1 || (entry & Huge) != 0);

    private static Pfn PfnOf(ulong entry) => new((long)(entry >> 12 & PfnMask));

    private readonly record struct GuestSlot(ulong Gfn, ulong Pages, ulong Address);
}
