using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>Makes the events of a secondary MMU. Its tracepoints speak of guest frames, so only those of a guest whose memory is told mean anything.</summary>
internal sealed class SecondaryProbes(EventBatch batch, UnreadTally unread)
{
    private const ulong Present = 1 << 11;
    private const ulong Writable = 1 << 1;
    private const ulong Huge = 1 << 7;
    private const ulong PfnMask = 0xff_ffff_ffff;

    private readonly List<GuestSlot> slots = [];
    private MmId mm;

    public void GuestMemoryTold(ProbeHit hit, TaskReading task)
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
        if (level is 0 or > 3) return;
        if (slots.Count == 0) unread.Add(hit.Row.Name, UnreadReason.GuestMemoryUnknown);
        if (AddressOf(hit[Field.Gfn]) is not { IsKnown: true } address) return;
        var (wasLeaf, isLeaf) = (IsLeaf(old, level), IsLeaf(now, level));
        if (wasLeaf && !isLeaf)
        {
            batch.Add(new SecondaryUnmapped
            {
                Header = hit.Header, Driver = driver, Mm = mm, Address = address, Pfn = PfnOf(old),
                Writable = (old & Writable) != 0, Level = (TableLevel)(level - 1),
            });
        }

        // The accessed and dirty bits come and go without the driver mapping anything.
        if (!isLeaf || wasLeaf && PfnOf(old) == PfnOf(now) && (now & ~old & Writable) == 0) return;
        batch.Add(new SecondaryMapped
        {
            Header = hit.Header, Driver = driver, Mm = mm, Address = address, Pfn = PfnOf(now),
            Writable = (now & Writable) != 0, Level = (TableLevel)(level - 1),
        });
    }

    /// <summary>KVM's test under its lock; the sample it rests on, and the look between the two, have no probe.</summary>
    public void Tested(ProbeHit hit, TaskReading task, DriverId driver) =>
        batch.Add(new RetryTested
        {
            Header = hit.Header, Driver = driver, Mm = mm, Address = AddressOf(task.GuestFault >> 12), Stale = (hit[Field.Result] & 1) != 0,
        });

    /// <summary>A probe on the instruction that stores the count or the sequence: it hits just before, and some report what was there.</summary>
    public void Counted(ProbeHit hit, DriverId driver)
    {
        var open = hit.Has(Field.OpenBefore) ? unchecked((long)hit[Field.OpenBefore] - 1) : unchecked((long)hit.Or(Field.Open, ulong.MaxValue));
        var sequence = hit.Has(Field.SequenceBefore) ? unchecked(hit[Field.SequenceBefore] + 1) : hit.Or(Field.Sequence, 0);
        batch.Add(new InvalidationCounted
        {
            Header = hit.Header with { Function = hit.Site }, Driver = driver, Mm = mm, InvalidationSequence = unchecked((long)sequence),
            Open = (int)Math.Clamp(open, int.MinValue, int.MaxValue), Step = hit.Row.Step,
        });
    }

    private VirtualAddress AddressOf(ulong gfn)
    {
        foreach (var slot in slots)
            if (gfn >= slot.Gfn && gfn < slot.Gfn + slot.Pages) return new VirtualAddress(unchecked(slot.Address + (gfn - slot.Gfn << 12)));
        return VirtualAddress.Unknown;
    }

    private static bool IsLeaf(ulong entry, ulong level) => (entry & Present) != 0 && (level == 1 || (entry & Huge) != 0);

    private static Pfn PfnOf(ulong entry) => new((long)(entry >> 12 & PfnMask));

    private readonly record struct GuestSlot(ulong Gfn, ulong Pages, ulong Address);
}
