namespace Tracer.Tests.Engine.Protocols;

public sealed class ProtocolTests
{
    private static readonly string[] Mended = ["rmap-range-api=start-end", "rmap-range-length=bytes", "rmap-range-base=aligned"];

    [Fact]
    public void The_wrong_api_lets_a_device_use_a_freed_page() =>
        Assert.Contains(Unsound("reclaim", "aac2fea9", ["kvm"], [], 500), what => what.Contains("a freed page", StringComparison.Ordinal));

    [Theory]
    [InlineData("reclaim")]
    [InlineData("mkclean")]
    public void The_three_bugs_mended_leave_nothing(string scenario) =>
        Assert.Empty(Unsound(scenario, "aac2fea9", ["kvm"], [.. Mended, "rmap-walk-address=inside"], 300));

    [Fact]
    public void A_length_in_pages_is_a_range_of_one_byte()
    {
        var simulation = Requests.Prepare("reclaim", "aac2fea9", [], ["rmap-range-api=start-end", "rmap-range-base=aligned"]);
        var ranges = Recording.Of(simulation, 1).Of<RangeStartEntered>().Where(start => start.Header.Task.Value == 2);
        Assert.Contains(ranges, start => start.Extent.Length == 1);
        Assert.NotEmpty(Unsound("reclaim", "aac2fea9", [], ["rmap-range-api=start-end", "rmap-range-base=aligned"], 10));
    }

    [Fact]
    public void An_unaligned_base_shows_only_in_mkclean_of_a_huge_page_that_is_walked_from_inside()
    {
        string[] changes = ["rmap-range-api=start-end", "rmap-range-length=bytes"];
        Assert.Empty(Unsound("mkclean", "aac2fea9", ["kvm"], [.. changes, "rmap-walk-address=head"], 200));
        Assert.Empty(Unsound("reclaim", "aac2fea9", ["kvm"], [.. changes, "rmap-walk-address=inside"], 200));
        Assert.NotEmpty(Unsound("mkclean", "aac2fea9", ["kvm"], [.. changes, "rmap-walk-address=inside"], 200));
    }

    [Fact]
    public void Invalidate_page_after_the_lock_lets_another_task_set_a_lazily_freed_entry_before_it()
    {
        var (none, swapped) = SetInTheWindow("4.10", 2000);
        Assert.True(none > 0, "no seed among 2,000 sets the entry in the window");
        Assert.Equal(0, swapped);
    }

    [Fact]
    public void Invalidate_page_under_the_lock_closes_the_window() => Assert.Equal((0, 0), SetInTheWindow("4.12", 500));

    [Fact]
    public void Sleeping_drivers_sleep_under_the_page_table_lock_where_the_page_is_invalidated_there()
    {
        Assert.Contains(Unsound("reclaim", "4.12", ["gntdev"], [], 20), what => what.Contains("sleeps", StringComparison.Ordinal));
        Assert.DoesNotContain(Unsound("reclaim", "4.10", ["gntdev"], [], 200), what => what.Contains("sleeps", StringComparison.Ordinal));
        Assert.DoesNotContain(Unsound("reclaim", "4.12", ["kvm"], [], 200), what => what.Contains("sleeps", StringComparison.Ordinal));
    }

    [Fact]
    public void Huge_entries_are_invalidated_as_one_page_until_ranges_are_notified()
    {
        var simulation = Requests.Prepare("mkclean", "4.12", []);
        var cleaned = 0;
        for (ulong seed = 1; seed <= 50; seed++)
        {
            var recording = Recording.Of(simulation, seed);
            var huge = recording.Of<PteChanged>().Count(change => change is { Level: TableLevel.Pmd, Operation: PteOperation.Clear });
            var pages = recording.Of<PageInvalidated>().Count(page => page.Address.Value >= 0x7f00_8000_0000);
            Assert.Equal(huge, pages);
            cleaned += huge;
        }

        Assert.NotEqual(0, cleaned);
    }

    [Fact]
    public void A_start_only_driver_maps_again_between_start_and_change() =>
        Assert.Contains(Unsound("reclaim", "4.14", ["gntdev"], [], 1000), what => what.Contains("a freed page", StringComparison.Ordinal));

    [Fact]
    public void The_core_notifies_the_same_with_no_driver()
    {
        var recording = Recording.Of(Requests.Prepare("reclaim", "4.14", []), 1);
        Assert.NotEmpty(recording.Of<RangeStartEntered>());
        Assert.NotEmpty(recording.Of<RangeEndReturned>());
        Assert.Empty(recording.Of<CallbackEntered>());
    }

    // Entries that the reclaimer cleared, and another task set again before the reclaimer's invalidate_page: those left none, those swapped.
    private static (int None, int Swapped) SetInTheWindow(string protocol, ulong seeds)
    {
        var simulation = Requests.Prepare("reclaim", protocol, ["kvm"]);
        var (none, swapped) = (0, 0);
        for (ulong seed = 1; seed <= seeds; seed++)
        {
            var cleared = new Dictionary<VirtualAddress, (TaskId By, bool ToSwap)>();
            var set = new Dictionary<VirtualAddress, bool>();
            foreach (var e in Recording.Of(simulation, seed).Events)
            {
                if (e.Header.Kind == EventKind.PteChanged && e.As<PteChanged>() is { Level: TableLevel.Pte } change)
                {
                    if (change.Old.IsPresent && change.New.IsNone) cleared[change.Address] = (change.Header.Task, false);
                    else if (!cleared.TryGetValue(change.Address, out var before)) continue;
                    else if (change.Header.Task == before.By && change.New.IsPresent) cleared.Remove(change.Address);
                    else if (change.Header.Task == before.By) cleared[change.Address] = (before.By, change.New.IsSwap);
                    else if (change.New.IsPresent) set[change.Address] = before.ToSwap;
                }
                else if (e.Header.Kind == EventKind.PageInvalidated)
                {
                    var address = e.As<PageInvalidated>().Address;
                    if (cleared.TryGetValue(address, out var last) && last.By != e.Header.Task) continue;
                    if (set.Remove(address, out var wasSwapped))
                    {
                        if (wasSwapped) swapped++;
                        else none++;
                    }

                    cleared.Remove(address);
                }
            }
        }

        return (none, swapped);
    }

    private static List<string> Unsound(string scenario, string protocol, string[] drivers, string[] changes, ulong seeds)
    {
        var simulation = Requests.Prepare(scenario, protocol, drivers, changes);
        var found = new List<string>();
        for (ulong seed = 1; seed <= seeds; seed++)
        {
            var reader = new CarefulReader();
            simulation.Run(seed, reader);
            found.AddRange(reader.Unsound);
        }

        return found;
    }
}
