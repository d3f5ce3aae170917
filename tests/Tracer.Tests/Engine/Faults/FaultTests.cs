namespace Tracer.Tests.Engine.Faults;

public sealed class FaultTests
{
    [Theory]
    [InlineData("early-range-end", "an entry changes outside of a bracket")]
    [InlineData("range-end-under-ptl", "an end under a page-table lock")]
    [InlineData("sleep-under-ptl", "sleeps in atomic context")]
    [InlineData("unlocked-pte-change", "an entry is stored without its lock")]
    [InlineData("install-inside-bracket", "a device maps inside an open range")]
    public void A_careful_reader_sees_the_fault(string name, string what)
    {
        var fault = FaultCatalogue.All.Single(known => known.Name == name);
        var faulty = Requests.Prepare(fault.Scenario, "4.14", [.. fault.Drivers], faults: [name]);
        var found = new List<string>();
        for (ulong seed = 1; seed <= 30; seed++)
        {
            var reader = new CarefulReader();
            faulty.Run(seed, reader);
            found.AddRange(reader.Unsound);
        }

        Assert.Contains(found, line => line.EndsWith(what, StringComparison.Ordinal));
    }

    [Fact]
    public void A_range_that_never_ends_leaves_the_device_waiting()
    {
        var faulty = Requests.Prepare("reclaim", "4.14", ["kvm"], faults: ["skip-range-end"]);
        Assert.Contains(Enumerable.Range(1, 50), seed => faulty.Run((ulong)seed, new EventHash()).Unfinished > 0);
    }

    // Between clear and set of a copied page stands the invalidation, and with the faults it stands elsewhere.
    [Theory]
    [InlineData(null, "clear invalidate set unlock")]
    [InlineData("ir-before-clear", "invalidate clear set unlock")]
    [InlineData("ir-after-unlock", "clear set unlock invalidate")]
    public void Copy_on_write_invalidates_where_the_fault_says(string? fault, string order)
    {
        var simulation = Requests.Prepare("cow", "4.14", [], faults: fault is null ? [] : [fault]);
        var copy = Enumerable.Range(1, 50).SelectMany(seed => Copies(Recording.Of(simulation, (ulong)seed))).ToList();
        Assert.NotEmpty(copy);
        Assert.All(copy, steps => Assert.Equal(order, steps));
    }

    private static IEnumerable<string> Copies(Recording recording)
    {
        var open = new Dictionary<TaskId, List<string>>();
        foreach (var e in recording.Events)
        {
            var task = e.Header.Task;
            switch (e.Header.Kind)
            {
                case EventKind.OperationBegan when recording.Names.Of(e.As<OperationBegan>().Operation) == "cow-fault":
                    open[task] = [];
                    break;
                case EventKind.OperationEnded when open.Remove(task, out var steps) && steps.Contains("clear"):
                    yield return string.Join(' ', steps[steps.FindIndex(step => step is "clear" or "invalidate")..]);
                    break;
                case EventKind.PteChanged when open.TryGetValue(task, out var steps):
                    steps.Add(e.As<PteChanged>().Operation == PteOperation.Clear ? "clear" : "set");
                    break;
                case EventKind.RangeInvalidated when open.TryGetValue(task, out var steps) && e.As<RangeInvalidated>().Source == InvalidationSource.Explicit:
                    steps.Add("invalidate");
                    break;
                case EventKind.LockReleased when open.TryGetValue(task, out var steps) && e.As<LockReleased>().Class == LockClass.PageTable:
                    steps.Add("unlock");
                    break;
            }
        }
    }
}
