using System.Text.RegularExpressions;

namespace Tracer.Tests.Traces.Ftrace;

/// <summary>What the reader makes of whole captures, beside what grep counts in them.</summary>
public sealed partial class CaptureTests
{
    public static TheoryData<string> Captures =>
    [
        "linux-6.1/cow-fork-kvm", "linux-6.1/msync-mkclean-kvm", "linux-6.12/cow-fork-kvm",
        "planted/bug01-cow-fork-kvm", "planted/bug02-cow-fork-kvm", "planted/bug03-cow-fork-kvm", "planted/bug05-msync-mkclean-kvm",
        "planted/bug06-msync-mkclean-kvm", "planted/control-cow-fork-kvm", "planted/control-msync-mkclean-kvm",
    ];

    [Theory]
    [MemberData(nameof(Captures))]
    public void Every_line_that_is_mapped_is_an_event(string name)
    {
        var lines = KernelText.LinesOf(name);
        var text = KernelText.OfCapture(name);
        int Lines(string pattern) => lines.Count(line => Regex.IsMatch(line, pattern));

        Assert.Equal(Lines(": range_start: "), text.All<RangeStartEntered>().Count);
        Assert.Equal(Lines(": range_start_ret: "), text.All<RangeStartReturned>().Count);
        Assert.Equal(Lines(": range_end: "), text.All<RangeEndEntered>().Count);
        Assert.Equal(Lines(": range_end_ret: "), text.All<RangeEndReturned>().Count);
        Assert.Equal(Lines(@": change_pte: \(__mmu_notifier"), text.All<PteChangeNotified>().Count);
        Assert.Equal(Lines(@": (inv_\w+|change_pte|release): \(kvm_mmu_notifier"), text.All<CallbackEntered>().Count);
        Assert.Equal(text.All<CallbackEntered>().Count, text.All<CallbackReturned>().Count);
        Assert.Equal(Lines(": (set_pte|set_ptes|set_pmd|set_pud|xchg|wrprotect|cmpxchg|modify_start|modify_commit|clear_young|clear_full)__"), text.All<PteChanged>().Count);
        Assert.Equal(Lines(": flush_tlb_mm_range: "), text.All<TlbFlushed>().Count);
        Assert.Equal(Lines(": sched_switch: "), text.All<TaskSwitched>().Count);
        Assert.Equal(Lines(": (sys_enter|page_fault_user): "), text.All<OperationBegan>().Count);
        Assert.Equal(Lines(": mm_page_free: "), text.All<PageFreed>().Count);
        Assert.Equal(Lines(": cond_resched: "), text.All<MightSleep>().Count(sleep => sleep.Reason == SleepReason.CondResched));
        Assert.Equal(Lines(": spin_unlock: "), text.All<LockReleased>().Count(released => released.Type == LockType.Spin));
        Assert.Equal(Lines(": mmap_lock_acquire_returned: .*success=true"), text.All<LockAcquired>().Count(acquired => acquired.Class == LockClass.MmapLock));
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Every_spin_lock_that_returns_is_held(string name)
    {
        var lines = KernelText.LinesOf(name);
        var returned = lines.Count(line => line.Contains(": spin_locked: ", StringComparison.Ordinal) || TrylockGot().IsMatch(line));
        var held = KernelText.OfCapture(name).All<LockAcquired>().Count(acquired => acquired.Type == LockType.Spin);

        // Below one in a hundred, a return probe is missed and only the unlock proves the lock.
        Assert.InRange(held, returned - returned / 100, returned + returned / 100);
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Page_table_locks_are_told_by_the_formula_and_changes_lie_under_them(string name)
    {
        var text = KernelText.OfCapture(name);
        Assert.All(
            text.All<LockAcquired>().Where(acquired => acquired.Class == LockClass.PageTable),
            acquired =>
            {
                var page = Convert.ToUInt64(text.Names.Of(acquired.Table), 16) - 0xffff_8880_0000_0000 >> 12;
                Assert.Equal($"0x{0xffff_ea00_0000_0028 + page * 64:x}", text.Names.Of(acquired.Lock));
            });

        // Where a present PTE changes, its table's lock is the last one that this task took and has not given back.
        var held = new Dictionary<int, HashSet<int>>();
        var bare = new List<long>();
        foreach (var e in text.Events)
        {
            if (!held.TryGetValue(e.Header.Task.Value, out var tables)) held[e.Header.Task.Value] = tables = [];
            if (e.Header.Kind == EventKind.LockAcquired) tables.Add(e.As<LockAcquired>().Table.Value);
            if (e.Header.Kind == EventKind.LockReleased) tables.Remove(e.As<LockReleased>().Table.Value);
            if (e.Header.Kind == EventKind.PteChanged && e.As<PteChanged>() is { Level: TableLevel.Pte } change && !tables.Contains(change.Table.Value)) bare.Add(e.Header.Line());
        }

        Assert.Empty(bare);
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Addresses_agree_with_what_lines_say_themselves(string name)
    {
        var text = KernelText.OfCapture(name);
        var changes = text.All<PteChanged>().ToLookup(change => change.Header.Line());
        var lines = KernelText.LinesOf(name);
        var compared = 0;
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            // The line before names mm and address of the entry that this one stores to.
            var call = ClearFlush().Match(lines[i]);
            if (!call.Success) continue;
            var store = lines.Skip(i + 1).Take(40).Select((line, n) => (Line: line, Number: i + 2 + n))
                .First(l => l.Line.Contains("ptep=" + call.Groups["ptep"].Value, StringComparison.Ordinal));
            var change = Assert.Single(changes[store.Number]);
            Assert.Equal(Convert.ToUInt64(call.Groups["addr"].Value, 16), change.Address.Value);
            Assert.Equal(call.Groups["mm"].Value, text.Names.Of(change.Mm));
            compared++;
        }

        Assert.True(compared > 0);
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Every_event_has_a_number_of_its_own_in_which_its_line_can_be_read(string name)
    {
        var text = KernelText.OfCapture(name);
        var lines = KernelText.LinesOf(name);
        var last = 0L;
        foreach (var e in text.Events)
        {
            Assert.True(e.Header.Sequence > last, $"#{e.Header.Sequence} comes after #{last}");
            Assert.InRange(e.Header.Line(), 1, lines.Count);
            last = e.Header.Sequence;
        }

        Assert.All(text.All<RangeStartEntered>(), e => Assert.Contains(": range_start: ", lines[(int)e.Header.Line() - 1], StringComparison.Ordinal));
    }

    [GeneratedRegex(": spin_trylock_ret: .*ret=1$")]
    private static partial Regex TrylockGot();

    [GeneratedRegex(": ptep_clear_flush: .* mm=(?<mm>0x[0-9a-f]+) addr=(?<addr>0x[0-9a-f]+) ptep=(?<ptep>0x[0-9a-f]+) ")]
    private static partial Regex ClearFlush();
}
