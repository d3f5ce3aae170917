namespace Tracer.Tests.Engine.Drivers;

/// <summary>What the drivers tell of their own protocols, counted again from the events.</summary>
public sealed class DriverProtocolTests
{
    [Theory]
    [InlineData("kvm")]
    [InlineData("ib-umem-odp")]
    [InlineData("gru")]
    public void Counts_add_up_and_nothing_is_mapped_while_a_range_is_counted_as_open(string driver)
    {
        var (mapped, stale) = (0, 0);
        foreach (var run in DriverRuns.Of(driver, "4.14"))
        {
            var (open, sequence) = (0, driver == "gru" ? -1L : 0L);
            foreach (var e in run.Events)
            {
                switch (e.Header.Kind)
                {
                    case EventKind.InvalidationCounted:
                        var counted = e.As<InvalidationCounted>();
                        open += counted.Step switch { CounterStep.CountRaised => 1, CounterStep.CountLowered => -1, _ => 0 };
                        sequence += counted.Step == CounterStep.SequenceMoved ? 1 : 0;
                        Assert.Equal((open, sequence), (counted.Open, counted.InvalidationSequence));
                        break;
                    case EventKind.InvalidationSampled:
                        Assert.Equal((open, sequence), (e.As<InvalidationSampled>().Open, e.As<InvalidationSampled>().InvalidationSequence));
                        break;
                    case EventKind.RetryTested:
                        stale += e.As<RetryTested>().Stale ? 1 : 0;
                        break;
                    case EventKind.SecondaryMapped:
                        mapped++;
                        Assert.Equal(0, open);
                        break;
                }
            }

            // A driver that unregisters inside a range hears nothing of the end.
            if (!run.Of<NotifierUnregistered>().Any()) Assert.Equal(0, open);
        }

        Assert.NotEqual(0, mapped);
        Assert.NotEqual(0, stale);
    }

    [Theory]
    [InlineData("kvm")]
    [InlineData("ib-umem-odp")]
    public void A_page_is_sampled_then_looked_up_then_tested_then_mapped(string driver)
    {
        EventKind[] steps = [EventKind.InvalidationSampled, EventKind.PageLookedUp, EventKind.RetryTested, EventKind.SecondaryMapped];
        foreach (var run in DriverRuns.Of(driver, "4.14"))
        {
            var device = run.Of<SecondaryFaultBegan>().Select(fault => fault.Header.Task).FirstOrDefault();
            var taken = run.Events.Where(e => e.Header.Task == device && steps.Contains(e.Header.Kind)).Select(e => e.Header.Kind).ToList();
            for (var i = 0; i < taken.Count; i++)
                if (taken[i] == EventKind.SecondaryMapped) Assert.Equal(steps, taken[(i - 3)..(i + 1)]);
        }
    }

    [Theory]
    [InlineData("kvm")]
    [InlineData("gru")]
    [InlineData("ib-umem-odp")]
    [InlineData("gntdev")]
    [InlineData("amdgpu")]
    [InlineData("intel-svm")]
    [InlineData("amd-iommu-v2")]
    [InlineData("powernv-npu")]
    public void What_a_callback_zaps_the_device_has_flushed_before_it_returns(string driver)
    {
        var zapped = 0;
        foreach (var run in DriverRuns.Of(driver, "4.14"))
        {
            var unflushed = new List<AddressRange>();
            foreach (var (_, e) in run.InCallbacks())
            {
                if (e.Header.Kind == EventKind.SecondaryUnmapped)
                {
                    zapped++;
                    unflushed.Add(AddressRange.Of(e.As<SecondaryUnmapped>().Address, PageSize.Of(e.As<SecondaryUnmapped>().Level)));
                }

                if (e.Header.Kind == EventKind.SecondaryFlushed) unflushed.RemoveAll(e.As<SecondaryFlushed>().Extent.Overlaps);
            }

            Assert.Empty(unflushed);
        }

        Assert.NotEqual(0, zapped);
    }

    [Theory]
    [InlineData("kvm")]
    [InlineData("scif")]
    [InlineData("amdgpu")]
    public void What_the_device_wrote_dirties_the_page_when_its_entry_goes(string driver)
    {
        var (dirty, clean) = (0, 0);
        foreach (var run in DriverRuns.Of(driver, "4.14"))
        {
            var written = new HashSet<(VirtualAddress, Pfn)>();
            foreach (var (e, next) in run.Events.Zip(run.Events.Skip(1)))
            {
                if (e.Header.Kind == EventKind.SecondaryAccessed && e.As<SecondaryAccessed>() is { Write: true } access) written.Add((access.Address.AlignDown(PageSize.Small), access.Pfn));
                if (e.Header.Kind != EventKind.SecondaryUnmapped || e.As<SecondaryUnmapped>().Level != TableLevel.Pte) continue;
                var wasWritten = written.Remove((e.As<SecondaryUnmapped>().Address, e.As<SecondaryUnmapped>().Pfn));
                Assert.Equal(wasWritten, next.Header.Kind == EventKind.DirtyTransferred);
                if (wasWritten) dirty++;
                else clean++;
            }
        }

        Assert.NotEqual(0, dirty);
        Assert.NotEqual(0, clean);
    }

    [Theory]
    [InlineData("scif")]
    [InlineData("hfi1")]
    public void Pinned_pages_outlive_their_CPU_mapping_and_a_worker_lets_go_of_them(string driver)
    {
        var (outlived, unpinned) = (0, 0);
        foreach (var run in DriverRuns.Of(driver, "4.14"))
        {
            var worker = run.Names.All(NameSpace.Task).ToList().IndexOf("kworker") + 1;
            var pinned = new HashSet<Pfn>();
            var unmapped = new HashSet<Pfn>();
            foreach (var e in run.Events)
            {
                switch (e.Header.Kind)
                {
                    case EventKind.SecondaryMapped: pinned.Add(e.As<SecondaryMapped>().Pfn); break;
                    case EventKind.SecondaryUnmapped:
                        pinned.Remove(e.As<SecondaryUnmapped>().Pfn);
                        unpinned += e.Header.Task.Value == worker ? 1 : 0;
                        break;
                    case EventKind.PteChanged when e.As<PteChanged>() is { Operation: PteOperation.Clear, Level: TableLevel.Pte } change: unmapped.Add(change.Old.Pfn); break;
                    case EventKind.SecondaryAccessed: outlived += unmapped.Contains(e.As<SecondaryAccessed>().Pfn) ? 1 : 0; break;
                    case EventKind.PageFreed: Assert.DoesNotContain(e.As<PageFreed>().Pfn, pinned); break;
                }
            }
        }

        Assert.NotEqual(0, outlived);
        Assert.NotEqual(0, unpinned);
    }

    [Fact]
    public void A_memory_slot_changes_only_while_no_range_is_open()
    {
        var changes = 0;
        foreach (var run in DriverRuns.Of("kvm", "4.14"))
        {
            var open = 0;
            foreach (var e in run.Events)
            {
                if (e.Header.Kind == EventKind.RangeStartReturned) open++;
                if (e.Header.Kind == EventKind.RangeEndEntered) open--;
                if (e.Header.Kind != EventKind.SecondaryLayoutChanged) continue;
                changes++;
                Assert.Equal(0, open);
            }
        }

        Assert.NotEqual(0, changes);
    }

    [Theory]
    [InlineData("intel-svm")]
    [InlineData("amd-iommu-v2")]
    [InlineData("powernv-npu")]
    public void A_device_walks_the_table_while_it_is_bound(string driver)
    {
        var unbound = 0;
        foreach (var run in DriverRuns.Of(driver, "4.14"))
        {
            var bound = false;
            foreach (var e in run.Events)
            {
                if (e.Header.Kind == EventKind.SecondaryBound) bound = e.As<SecondaryBound>().Bound;
                if (e.Header.Kind == EventKind.SecondaryMapped) Assert.True(bound);
                if (e.Header.Kind == EventKind.NotifierUnregistered) unbound += bound ? 0 : 1;
                Assert.False(e.Header.Kind == EventKind.NotifierUnregistered && bound);
            }
        }

        Assert.NotEqual(0, unbound);
    }

    [Fact]
    public void The_GRU_holds_small_entries_over_huge_pages()
    {
        var mapped = DriverRuns.Of("gru", "4.14", "mkclean").SelectMany(run => run.Of<SecondaryMapped>()).Where(entry => entry.Address.Value >= 0x7f00_8000_0000).ToList();
        Assert.All(mapped, entry => Assert.Equal(TableLevel.Pte, entry.Level));
        Assert.True(mapped.Select(entry => entry.Address).Distinct().Count() > 1);
    }
}
