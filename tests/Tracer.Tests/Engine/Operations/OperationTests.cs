namespace Tracer.Tests.Engine;

/// <summary>The steps of each operation, in their order, under the kernels in which they differ.</summary>
public sealed class OperationTests
{
    [Theory]
    [InlineData("3.5", "^gather start (lock (clear (dirty )?)*unlock )+end flush finish$")]
    [InlineData("4.13", "^gather start (lock (clear (dirty )?)*unlock )+end flush ir finish$")]
    [InlineData("4.14", "^gather start (lock (clear (dirty )?)*unlock )+flush end flush ir finish$")]
    public void Madvise_dontneed_zaps_in_a_range_and_frees_after_it(string protocol, string order)
    {
        var zaps = OperationSteps.Of("madvise-dontneed", "madvise-dontneed", protocol).Where(steps => steps.Contains("clear", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(zaps);
        Assert.All(zaps, steps => Assert.Matches(order, steps));
    }

    [Fact]
    public void Two_threads_zap_at_once()
    {
        var simulation = Requests.Prepare("madvise-dontneed", "4.14", []);
        Assert.Contains(Enumerable.Range(1, 50), seed =>
        {
            var gathers = Recording.Of(simulation, (ulong)seed).Events.Where(e => e.Header.Kind is EventKind.GatherBegan or EventKind.GatherFinished).Select(e => e.Header.Kind);
            return gathers.Zip(gathers.Skip(1)).Any(pair => pair is (EventKind.GatherBegan, EventKind.GatherBegan));
        });
    }

    [Theory]
    [InlineData("4.10")]
    [InlineData("4.14")]
    public void Madvise_free_clears_and_sets_in_a_range_and_keeps_the_pages(string protocol)
    {
        var runs = OperationSteps.Of("madvise-free", "madvise-free", protocol).Where(steps => steps.Contains("clear", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(runs);
        Assert.All(runs, steps => Assert.Matches("^gather start lock (flush )?(clear set )+unlock end flush ir finish$", steps));
    }

    [Theory]
    [InlineData("4.12", "lock clear flush dirty set unlock ip", "lock unlock")]
    [InlineData("aac2fea9", "lock clear flush dirty set unlock ip", "lock unlock")]
    [InlineData("4.13", "start lock clear flush dirty set ir unlock end", "start lock unlock end")]
    public void Dax_writeback_opens_its_range_before_it_can_know_whether_anything_changes(string protocol, string changed, string unchanged)
    {
        var runs = OperationSteps.Of("dax-mkclean", "dax-mkclean", protocol);
        Assert.Equal(new HashSet<string> { changed, unchanged }, runs.ToHashSet());
    }

    [Fact]
    public void Dax_writeback_told_of_one_page_whatever_the_entry()
    {
        var simulation = Requests.Prepare("dax-mkclean", "4.12", []);
        var huge = Enumerable.Range(1, 40).SelectMany(seed => Recording.Of(simulation, (ulong)seed).Of<PageInvalidated>()).Where(page => page.Address == new VirtualAddress(0x7f00_c000_0000));
        Assert.All(huge, page => Assert.Equal(TableLevel.Pte, page.Level));
        Assert.NotEmpty(huge);
    }

    [Theory]
    [InlineData("3.5", "lock clear flush dirty set change-pte unlock", "lock clear flush set unlock")]
    [InlineData("3.7", "start lock clear flush dirty change-pte set unlock end", "start lock clear flush set unlock end")]
    [InlineData("4.14", "start lock clear flush ir dirty change-pte set unlock end", "start lock clear flush ir set unlock end")]
    public void Ksm_protects_a_page_and_puts_the_entry_back_if_somebody_holds_a_reference(string protocol, string isProtected, string isPutBack)
    {
        var runs = OperationSteps.Of("ksm-write-protect", "ksm", protocol, ["kvm"], 300);
        Assert.Contains(isProtected, runs);
        Assert.Contains(isPutBack, runs);
    }

    [Theory]
    [InlineData("3.5", "lock clear flush set change-pte unlock")]
    [InlineData("3.7", "start lock clear flush change-pte set unlock end")]
    [InlineData("4.14", "start lock clear flush ir change-pte set unlock end")]
    public void Ksm_replaces_a_page_by_the_shared_one(string protocol, string order)
    {
        var runs = OperationSteps.Of("ksm-replace", "ksm", protocol).Where(steps => steps.Contains("clear", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(runs);
        Assert.All(runs, steps => Assert.Equal(order, steps));
    }

    [Fact]
    public void Nobody_writes_to_a_page_that_KSM_shares()
    {
        var simulation = Requests.Prepare("ksm", "4.14", ["kvm", "amd-iommu-v2"]);
        var merged = 0;
        for (ulong seed = 1; seed <= 300; seed++)
        {
            var shared = new HashSet<Pfn>();
            var run = Recording.Of(simulation, seed);
            var names = run.Names;
            foreach (var e in run.Events)
            {
                if (e.Header.Kind == EventKind.PageFreed) shared.Remove(e.As<PageFreed>().Pfn);
                if (e.Header.Kind == EventKind.CpuAccessed && e.As<CpuAccessed>().Write) Assert.DoesNotContain(e.As<CpuAccessed>().Pfn, shared);
                if (e.Header.Kind == EventKind.SecondaryAccessed && e.As<SecondaryAccessed>().Write) Assert.DoesNotContain(e.As<SecondaryAccessed>().Pfn, shared);
                if (e.Header.Kind != EventKind.PteChanged || e.As<PteChanged>() is not { Operation: PteOperation.Set, New: { IsPresent: true, IsWritable: false } } set) continue;
                if (set.Old.IsNone && names.Of(e.Header.Function) == "replace_page" && shared.Add(set.New.Pfn)) merged++;
            }
        }

        Assert.NotEqual(0, merged);
    }

    [Theory]
    [InlineData("2.6.34")]
    [InlineData("4.14")]
    public void Ageing_asks_under_the_page_table_lock_and_opens_no_range(string protocol)
    {
        var runs = OperationSteps.Of("ageing", "ageing", protocol, ["kvm"]);
        Assert.Contains(runs, steps => steps.Contains("young flush age", StringComparison.Ordinal));
        Assert.All(runs, steps => Assert.Matches("^(lock ((young flush )?age )*unlock ?)*$", steps));
    }

    [Theory]
    [InlineData("4.10", "kvm", "^gather (lock (clear (dirty )?)*unlock )+flush ir finish$")]
    [InlineData("4.14", "", "^gather (lock (clear (dirty )?)*unlock )+flush ir finish$")]
    public void The_oom_reaper_takes_memory_without_a_word(string protocol, string driver, string order)
    {
        var reaped = OperationSteps.Of("oom-reaper", "oom-reaper", protocol, driver.Length == 0 ? [] : [driver]).Where(steps => steps.Contains("clear", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(reaped);
        Assert.All(reaped, steps => Assert.Matches(order, steps));
    }

    [Fact]
    public void The_oom_reaper_leaves_alone_what_a_driver_has_ever_watched()
    {
        var simulation = Requests.Prepare("oom-reaper", "4.14", ["kvm"]);
        for (ulong seed = 1; seed <= 100; seed++)
            Assert.DoesNotContain(Recording.Of(simulation, seed).Events, e => e.Header.Kind == EventKind.GatherBegan);
    }

    [Theory]
    [InlineData("reclaim", "4.14")]
    [InlineData("mkclean", "4.14")]
    [InlineData("munmap", "4.14")]
    [InlineData("ksm", "4.14")]
    [InlineData("dax-mkclean", "4.10")]
    public void A_dirty_entry_tells_its_page_once_it_is_cleared(string scenario, string protocol)
    {
        var simulation = Requests.Prepare(scenario, protocol, []);
        var told = 0;
        for (ulong seed = 1; seed <= 30; seed++)
        {
            var cleared = new Dictionary<VirtualAddress, PageEntry>();
            foreach (var e in Recording.Of(simulation, seed).Events)
            {
                if (e.Header.Kind == EventKind.PteChanged && e.As<PteChanged>() is { Operation: PteOperation.Clear or PteOperation.Invalidate } change) cleared[change.Address] = change.Old;
                if (e.Header.Kind != EventKind.DirtyTransferred) continue;
                var dirty = e.As<DirtyTransferred>();
                told++;
                Assert.True(cleared[dirty.Address].IsDirty && cleared[dirty.Address].Pfn == dirty.Pfn, $"seed {seed}: #{e.Header.Sequence}");
                Assert.Equal(0, dirty.Driver.Value);
            }
        }

        Assert.NotEqual(0, told);
    }
}
