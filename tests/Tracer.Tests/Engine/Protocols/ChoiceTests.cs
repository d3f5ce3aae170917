namespace Tracer.Tests.Engine.Protocols;

/// <summary>What each choice of the core changes in a run's events.</summary>
public sealed class ChoiceTests
{
    private const ulong HugeFile = 0x7f00_8000_0000;

    [Theory]
    [InlineData("2.6.34", "", false)]
    [InlineData("3.5", "", false)]
    [InlineData("2.6.34", "notifier-list=srcu", true)]
    [InlineData("4.14", "notifier-list=rcu", false)]
    [InlineData("3.7", "", true)]
    public void The_list_of_notifiers_is_walked_under_rcu_where_no_wrapper_may_sleep(string protocol, string change, bool maySleep)
    {
        foreach (var run in Runs("munmap", protocol, ["kvm"], Words(change), 20))
        {
            Assert.All(run.Of<RangeStartEntered>(), start => Assert.Equal(maySleep, start.Blockable));
            Assert.All(run.Of<RangeEndEntered>(), end => Assert.Equal(maySleep, end.Blockable));
            Assert.Equal(maySleep ? run.Of<RangeStartEntered>().Count() : 0, run.Of<MightSleep>().Count(sleep => sleep.Reason == SleepReason.RangeStart));
            var inside = new HashSet<TaskId>();
            foreach (var e in run.Events)
            {
                var expected = maySleep ? AtomicSection.SrcuRead : AtomicSection.RcuRead;
                if (e.Header.Kind == EventKind.AtomicEntered && e.As<AtomicEntered>().Section == expected) inside.Add(e.Header.Task);
                if (e.Header.Kind == EventKind.AtomicLeft && e.As<AtomicLeft>().Section == expected) inside.Remove(e.Header.Task);
                if (e.Header.Kind == EventKind.CallbackEntered) Assert.Contains(e.Header.Task, inside);
            }
        }
    }

    [Theory]
    [InlineData("2.6.34")]
    [InlineData("4.14")]
    public void A_driver_is_gone_only_when_the_walks_that_found_it_are_over(string protocol)
    {
        var waited = 0;
        foreach (var run in Runs("reclaim", protocol, ["kvm"], [], 400))
        {
            var running = new HashSet<TaskId>();
            foreach (var e in run.Events)
            {
                if (e.Header.Kind == EventKind.CallbackEntered) running.Add(e.Header.Task);
                if (e.Header.Kind == EventKind.CallbackReturned) running.Remove(e.Header.Task);
                if (e.Header.Kind == EventKind.MightSleep && e.As<MightSleep>().Reason == SleepReason.GracePeriod) waited += running.Count;
                if (e.Header.Kind == EventKind.NotifierUnregistered) Assert.Empty(running);
            }
        }

        Assert.NotEqual(0, waited);
    }

    [Theory]
    [InlineData("2.6.34", true)]
    [InlineData("2.6.39", true)]
    [InlineData("3.5", false)]
    public void A_gather_of_the_cpu_keeps_preemption_off_to_its_end(string protocol, bool isOff)
    {
        var depths = new List<int>();
        foreach (var run in Runs("munmap", protocol, [], [], 10))
        {
            var gathering = new HashSet<TaskId>();
            foreach (var e in run.Events)
            {
                if (e.Header.Kind == EventKind.GatherBegan) gathering.Add(e.Header.Task);
                if (gathering.Contains(e.Header.Task)) depths.Add(e.Header.PreemptDepth);
                if (e.Header.Kind == EventKind.GatherFinished) gathering.Remove(e.Header.Task);
            }
        }

        Assert.Equal(isOff, depths.Min() > 0);
    }

    [Theory]
    [InlineData("munmap", "before-start", "gather start end finish")]
    [InlineData("munmap", "after-start", "start gather finish end gather finish")]
    [InlineData("truncate", "before-start", "gather start end finish")]
    [InlineData("truncate", "after-start", "start gather finish end")]
    [InlineData("exit", "before-start", "gather start end finish")]
    [InlineData("exit", "after-start", "start gather finish end gather finish")]
    [InlineData("madvise-dontneed", "before-start", "gather start end finish")]
    [InlineData("madvise-dontneed", "after-start", "start gather finish end")]
    public void A_gather_lies_around_its_range_or_inside_it(string path, string place, string order) =>
        Assert.Equal([order], Operations(path, "4.14", [$"gather-place={place}"], path, 20, e => e.Header.Kind switch
        {
            EventKind.GatherBegan => "gather",
            EventKind.GatherFinished => "finish",
            EventKind.RangeStartEntered => "start",
            EventKind.RangeEndEntered => "end",
            _ => null,
        }));

    [Theory]
    [InlineData("2.6.34", LockType.Spin, LockMode.Exclusive, false)]
    [InlineData("3.5", LockType.Mutex, LockMode.Exclusive, true)]
    [InlineData("4.14", LockType.RwSemaphore, LockMode.Shared, true)]
    public void The_reverse_map_is_walked_under_the_locks_of_its_time(string protocol, LockType type, LockMode walks, bool isTried)
    {
        var taken = Runs("reclaim", protocol, [], [], 50).SelectMany(run => run.Of<LockAcquired>())
            .Where(taken => taken.Class is LockClass.AnonVma or LockClass.IMmap).ToList();
        Assert.All(taken, one => Assert.Equal((type, walks), (one.Type, one.Mode)));
        Assert.Contains(taken, one => one.Class == LockClass.IMmap);
        Assert.Equal(isTried, taken.Exists(one => one is { Class: LockClass.AnonVma, Trylock: true }));
    }

    [Theory]
    [InlineData("2.6.34", false, false)]
    [InlineData("2.6.39", true, false)]
    [InlineData("3.7", true, false)]
    [InlineData("4.10", true, true)]
    public void Huge_pages_map_private_memory_first_and_files_later(string protocol, bool isPrivate, bool isFile)
    {
        var huge = Runs("reclaim+mkclean", protocol, [], [], 40).SelectMany(run => run.Of<PteChanged>())
            .Where(change => change.Level == TableLevel.Pmd && change.New.IsHuge).ToList();
        Assert.Equal(isPrivate, huge.Exists(change => change.Address.Value < HugeFile));
        Assert.Equal(isFile, huge.Exists(change => change.Address.Value >= HugeFile));
    }

    [Theory]
    [InlineData("range-under-lock", "lock start clear end set unlock")]
    [InlineData("invalidate-hugepage", "lock clear hugepage set unlock")]
    [InlineData("range-around", "start lock clear set unlock end")]
    public void A_copied_huge_page_is_announced_as_the_choice_says(string choice, string order) =>
        Assert.Equal([order], Functions("cow", "2.6.39", [$"huge-notify={choice}"], "do_huge_pmd_wp_page", 200).Where(steps => steps.Contains("clear")));

    [Theory]
    [InlineData("range-under-lock", "lock start split end install unlock")]
    [InlineData("invalidate-hugepage", "lock split hugepage install unlock")]
    [InlineData("range-around", "start lock split install unlock end")]
    public void A_split_is_announced_as_the_choice_says(string choice, string order) =>
        Assert.Equal([order], Functions("reclaim", "2.6.39", [$"huge-notify={choice}"], "__split_huge_pmd", 50).Where(steps => steps.Contains("split")));

    [Fact]
    public void Every_driver_takes_invalidate_hugepage_for_all_of_a_huge_page()
    {
        string[] drivers = [.. DriverCatalogue.All.Select(driver => driver.Name)];
        var runs = Runs("cow", "2.6.39", drivers, ["huge-notify=invalidate-hugepage"], 100).ToList();
        var calls = runs.SelectMany(run => run.Of<CallbackEntered>()).Where(call => call.Callback == CallbackKind.InvalidateHugepage).ToList();
        Assert.Equal(Enumerable.Range(1, drivers.Length), calls.Select(call => call.Driver.Value).Distinct().Order());
        Assert.All(calls, call => Assert.Equal(PageSize.Pmd, call.Extent.Length));
        Assert.All(runs.SelectMany(run => run.Of<NotifierRegistered>()), driver => Assert.True(driver.Traits.HasFlag(DriverTraits.InvalidateHugepage)));
    }

    [Theory]
    [InlineData("3.7", "", false, false)]
    [InlineData("3.7", "invalidate-range-callback=exists", true, false)]
    [InlineData("4.14", "range-end=end-only", true, false)]
    [InlineData("4.14", "", true, true)]
    public void Invalidate_range_is_called_once_there_is_one_and_by_range_end_where_that_implies_it(string protocol, string change, bool exists, bool isImplied)
    {
        var runs = Runs("cow+munmap", protocol, ["amd-iommu-v2"], Words(change), 50).ToList();
        var sources = runs.SelectMany(run => run.Of<RangeInvalidated>()).Select(ir => ir.Source).ToHashSet();
        Assert.Equal(exists, sources.Contains(InvalidationSource.Explicit));
        Assert.Equal(exists, sources.Contains(InvalidationSource.TlbFlush));
        Assert.Equal(isImplied, sources.Contains(InvalidationSource.RangeEnd));
        var calls = runs.SelectMany(run => run.Of<CallbackEntered>()).Where(call => call.Callback == CallbackKind.InvalidateRange).ToList();
        Assert.Equal(exists, calls.Count > 0);
        Assert.Equal(isImplied, calls.Exists(call => call.Range.Value > 0));
        Assert.All(runs.SelectMany(run => run.Of<NotifierRegistered>()), driver => Assert.Equal(exists, driver.Traits.HasFlag(DriverTraits.InvalidateRange)));
    }

    [Theory]
    [InlineData("3.5", "", "lock clear set notify unlock")]
    [InlineData("3.5", "change-pte-order=before-set", "lock clear notify set unlock")]
    [InlineData("3.5", "change-pte-bracket=start-end", "start lock clear set notify unlock end")]
    [InlineData("3.7", "", "start lock clear notify set unlock end")]
    public void A_copied_page_is_told_by_change_pte_where_the_protocol_has_it(string protocol, string change, string order) =>
        Assert.Equal([order], Functions("cow", protocol, Words(change), "wp_page_copy", 50).Where(steps => steps.Contains("clear")));

    [Theory]
    [InlineData("3.5", "", true)]
    [InlineData("3.5", "change-pte-fallback=nothing", false)]
    [InlineData("3.7", "", false)]
    public void A_driver_without_change_pte_hears_invalidate_page_until_3_6(string protocol, string change, bool hears)
    {
        var calls = Runs("cow", protocol, ["kvm", "gntdev"], Words(change), 50).SelectMany(run => run.Of<CallbackEntered>()).ToList();
        Assert.Contains(calls, call => call is { Driver.Value: 1, Callback: CallbackKind.ChangePte });
        Assert.DoesNotContain(calls, call => call is { Driver.Value: 2, Callback: CallbackKind.ChangePte });
        Assert.Equal(hears, calls.Exists(call => call is { Driver.Value: 2, Callback: CallbackKind.InvalidatePage }));
    }

    [Theory]
    [InlineData("3.7", false, false)]
    [InlineData("4.10", true, false)]
    [InlineData("4.14", true, true)]
    public void Reclaim_puts_off_flushes_and_others_make_up_for_them(string protocol, bool putsOff, bool makesUp)
    {
        var runs = Runs("reclaim+munmap", protocol, [], [], 300).ToList();
        Assert.Equal(putsOff, runs.Exists(run => run.Of<TlbFlushed>().Any(flush => flush.Deferred)));
        Assert.Equal(makesUp, runs.Exists(run => run.Names.All(NameSpace.Function).Contains("flush_tlb_batched_pending")));
    }

    [Theory]
    [InlineData("3.7", false)]
    [InlineData("4.10", true)]
    public void Memory_is_freed_lazily_since_there_is_such_a_call(string protocol, bool exists) =>
        Assert.Equal(exists, Runs("reclaim", protocol, [], [], 20).Any(run => run.Names.All(NameSpace.Operation).Contains("madvise-free")));

    private static IEnumerable<Recording> Runs(string scenario, string protocol, string[] drivers, string[] changes, ulong seeds)
    {
        var simulation = Requests.Prepare(scenario, protocol, drivers, changes);
        for (ulong seed = 1; seed <= seeds; seed++) yield return Recording.Of(simulation, seed);
    }

    // The different orders of steps that operations of a name go through.
    private static IEnumerable<string> Operations(string scenario, string protocol, string[] changes, string operation, ulong seeds, Func<VmEvent, string?> word)
    {
        var orders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var run in Runs(scenario, protocol, [], changes, seeds))
        {
            var names = run.Names;
            var open = new Dictionary<TaskId, List<string>>();
            foreach (var e in run.Events)
            {
                if (e.Header.Kind == EventKind.OperationBegan && names.Of(e.As<OperationBegan>().Operation) == operation) open[e.Header.Task] = [];
                else if (e.Header.Kind == EventKind.OperationEnded && open.Remove(e.Header.Task, out var steps)) orders.Add(string.Join(' ', steps));
                else if (open.TryGetValue(e.Header.Task, out var going) && word(e) is { } step) going.Add(step);
            }
        }

        return orders.Where(order => order.Length > 0);
    }

    // The same of a kernel function; what belongs together has no event of another function in between.
    private static SortedSet<string> Functions(string scenario, string protocol, string[] changes, string function, ulong seeds)
    {
        var orders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var run in Runs(scenario, protocol, [], changes, seeds))
        {
            var names = run.Names;
            foreach (var task in run.Events.GroupBy(e => e.Header.Task))
            {
                var steps = new List<string>();
                foreach (var e in task.Where(e => e.Header.Kind is not (EventKind.Decision or EventKind.Named)))
                {
                    var isInside = names.Of(e.Header.Function) == function;
                    if (isInside && StepOf(names, e) is { } step) steps.Add(step);
                    if (isInside || steps.Count == 0) continue;
                    orders.Add(string.Join(' ', steps));
                    steps.Clear();
                }
            }
        }

        return orders;
    }

    private static string? StepOf(Names names, VmEvent e) => e.Header.Kind switch
    {
        EventKind.RangeStartEntered => "start",
        EventKind.RangeEndEntered => "end",
        EventKind.LockAcquired => "lock",
        EventKind.LockReleased => "unlock",
        EventKind.PteChangeNotified => "notify",
        EventKind.PageInvalidated when e.As<PageInvalidated>().Level == TableLevel.Pmd => "hugepage",
        EventKind.PteChanged when e.As<PteChanged>() is { Level: TableLevel.Pmd, Operation: PteOperation.Invalidate } => "split",
        EventKind.PteChanged when e.As<PteChanged>().Operation == PteOperation.Install => "install",
        EventKind.PteChanged when e.As<PteChanged>().Operation == PteOperation.Clear => "clear",
        EventKind.PteChanged when names.Of(e.Header.Function) != "__split_huge_pmd" => "set",
        _ => null,
    };

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
