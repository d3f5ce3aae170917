namespace Tracer.Tests.Engine.Memory;

/// <summary>How regions come and go: fork, truncate, exit.</summary>
public sealed class AddressSpaceTests
{
    private static readonly string[] AllDrivers = ["kvm", "ib-umem-odp", "gntdev", "amd-iommu-v2"];

    public static TheoryData<string> EveryProtocol() => [.. Requests.ProtocolNames];

    [Theory]
    [MemberData(nameof(EveryProtocol))]
    public void Drivers_let_go_before_the_memory_of_an_exiting_process_goes(string protocol)
    {
        foreach (var run in Runs("exit", protocol, AllDrivers, 100))
        {
            var (entered, returned) = (PlaceOf(run, EventKind.ReleaseEntered), PlaceOf(run, EventKind.ReleaseReturned));
            Assert.InRange(entered, 0, returned);
            Assert.DoesNotContain(run.Events.Skip(returned), e => e.Header.Kind is EventKind.CallbackEntered or EventKind.SecondaryMapped or EventKind.SecondaryAccessed);
            Assert.DoesNotContain(run.Events.Take(returned), e => e.Header.Kind == EventKind.VmaChanged && e.As<VmaChanged>().Change == VmaChange.Removed);
            var registered = run.Of<NotifierRegistered>().Select(driver => driver.Driver).Except(Unregistered(run, entered)).ToList();
            var released = run.Of<CallbackEntered>().Where(call => call.Callback == CallbackKind.Release).Select(call => call.Driver);
            Assert.Superset(registered.ToHashSet(), released.ToHashSet());
        }
    }

    [Theory]
    [MemberData(nameof(EveryProtocol))]
    public void Exit_leaves_nothing_but_the_root_of_the_page_tables_and_the_cache_of_the_file(string protocol)
    {
        foreach (var run in Runs("exit", protocol, [], 50))
        {
            Assert.Equal(run.Of<TablePublished>().Count() - 1, run.Of<TableDetached>().Count());
            Assert.Equal(run.Of<VmaChanged>().Count(vma => vma.Change == VmaChange.Added), run.Of<VmaChanged>().Count(vma => vma.Change == VmaChange.Removed));
            Assert.Equal(1, run.Of<PageAllocated>().Count() - run.Of<PageFreed>().Count());
        }
    }

    [Theory]
    [MemberData(nameof(EveryProtocol))]
    public void Truncate_opens_its_range_under_the_lock_of_the_files_mappings_and_frees_the_files_pages(string protocol)
    {
        foreach (var run in Runs("truncate", protocol, ["kvm"], 100))
        {
            var held = false;
            var ranges = 0;
            foreach (var e in run.Events.Where(e => e.Header.Task.Value == 2))
            {
                if (e.Header.Kind == EventKind.LockAcquired && e.As<LockAcquired>() is { Class: LockClass.IMmap, Mode: LockMode.Exclusive }) held = true;
                if (e.Header.Kind == EventKind.LockReleased && e.As<LockReleased>().Class == LockClass.IMmap) held = false;
                if (e.Header.Kind is not (EventKind.RangeStartEntered or EventKind.RangeEndEntered)) continue;
                Assert.True(held);
                ranges++;
            }

            Assert.NotEqual(0, ranges);
            var mapped = run.Of<PteChanged>().Where(change => change.Address.Value == 0x7f00_0000_2000 && change.Level == TableLevel.Pte).Last();
            Assert.False(mapped.New.IsPresent);
        }
    }

    [Fact]
    public void Regions_are_there_from_the_beginning_come_by_fork_and_go_by_munmap()
    {
        var copied = 0;
        foreach (var run in Runs("munmap+cow", "4.14", [], 20))
        {
            var writing = new HashSet<(TaskId, MmId)>();
            var regions = new HashSet<(MmId Mm, AddressRange Range)>();
            foreach (var e in run.Events)
            {
                if (e.Header.Kind == EventKind.LockAcquired && e.As<LockAcquired>() is { Class: LockClass.MmapLock, Mode: LockMode.Exclusive } taken)
                    writing.Add((taken.Header.Task, taken.Mm));
                if (e.Header.Kind == EventKind.LockReleased && e.As<LockReleased>() is { Class: LockClass.MmapLock, Mode: LockMode.Exclusive } dropped)
                    writing.Remove((dropped.Header.Task, dropped.Mm));
                if (e.Header.Kind != EventKind.VmaChanged) continue;
                var vma = e.As<VmaChanged>();
                var isLayout = vma.Mm.Value == 1 && vma.Change == VmaChange.Added;
                Assert.True(isLayout || writing.Contains((vma.Header.Task, vma.Mm)));
                Assert.True(vma.Change == VmaChange.Added ? regions.Add((vma.Mm, vma.Extent)) : regions.Remove((vma.Mm, vma.Extent)));
            }

            copied += run.Of<VmaChanged>().Count(vma => vma.Mm.Value == 2 && vma.Change == VmaChange.Added);
        }

        Assert.NotEqual(0, copied);
    }

    [Fact]
    public void A_forked_huge_page_is_shared_until_one_side_writes()
    {
        var copies = 0;
        foreach (var run in Runs("cow", "4.14", ["kvm"], 200))
        {
            var huge = run.Of<PteChanged>().Where(change => change.Level == TableLevel.Pmd && change.New.IsHuge && change.New.IsPresent).ToList();
            var child = huge.Find(change => change.Mm.Value == 2);
            if (child.New.IsNone) continue;
            Assert.False(child.New.IsWritable);
            Assert.Equal(huge.First(change => change.Mm.Value == 1).New.Pfn, child.New.Pfn);
            copies += huge.Count(change => change.New.IsWritable && change.New.Pfn != child.New.Pfn);
        }

        Assert.NotEqual(0, copies);
    }

    private static IEnumerable<DriverId> Unregistered(Recording run, int before) =>
        run.Events.Take(before).Where(e => e.Header.Kind == EventKind.NotifierUnregistered).Select(e => e.As<NotifierUnregistered>().Driver);

    private static int PlaceOf(Recording run, EventKind kind) => run.Events.FindIndex(e => e.Header.Kind == kind);

    private static IEnumerable<Recording> Runs(string scenario, string protocol, string[] drivers, ulong seeds)
    {
        var simulation = Requests.Prepare(scenario, protocol, drivers);
        for (ulong seed = 1; seed <= seeds; seed++) yield return Recording.Of(simulation, seed);
    }
}
