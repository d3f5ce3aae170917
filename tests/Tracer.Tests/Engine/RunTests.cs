namespace Tracer.Tests.Engine;

public sealed class RunTests
{
    private const ulong Seeds = 30;

    public static TheoryData<string, string> ScenariosAndProtocols()
    {
        var data = new TheoryData<string, string>();
        foreach (var scenario in Requests.ScenarioNames)
            foreach (var protocol in Requests.ProtocolsOf(scenario))
                data.Add(scenario, protocol);
        return data;
    }

    public static TheoryData<string> EveryScenario() => [.. Requests.ScenarioNames];

    [Theory]
    [MemberData(nameof(ScenariosAndProtocols))]
    public void Every_task_finishes_and_the_books_balance(string scenario, string protocol)
    {
        foreach (var drivers in Requests.DriverSets)
        {
            var simulation = Requests.Prepare(scenario, protocol, drivers);
            for (ulong seed = 1; seed <= Seeds; seed++)
            {
                var reader = new CarefulReader();
                var outcome = simulation.Run(seed, reader);
                Assert.True(outcome.Unfinished == 0, $"{string.Join(',', drivers)} seed {seed}: {outcome.Unfinished} tasks unfinished");
                Assert.True(reader.Breaches.Count == 0, $"{string.Join(',', drivers)} seed {seed}: {string.Join("; ", reader.Breaches)}");
                Assert.Empty(reader.StillHeld);
                Assert.Equal(outcome.Events, reader.Ended.Events);
            }
        }
    }

    [Theory]
    [MemberData(nameof(EveryScenario))]
    public void A_sound_protocol_with_sound_drivers_breaks_nothing(string scenario)
    {
        var simulation = Requests.Prepare(scenario, "4.14", ["kvm", "ib-umem-odp", "amd-iommu-v2"]);
        for (ulong seed = 1; seed <= 200; seed++)
        {
            var reader = new CarefulReader();
            simulation.Run(seed, reader);
            Assert.True(reader.Unsound.Count == 0, $"seed {seed}: {string.Join("; ", reader.Unsound)}");
        }
    }

    [Theory]
    [MemberData(nameof(EveryScenario))]
    public void The_same_request_gives_the_same_events(string scenario)
    {
        var drivers = new[] { "kvm", "amd-iommu-v2" };
        var first = Requests.Prepare(scenario, "4.14", drivers);
        var second = Requests.Prepare(scenario, "4.14", drivers);
        second.Run(99, new EventHash());
        var hashes = new HashSet<ulong>();
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var (left, right) = (new EventHash(), new EventHash());
            first.Run(seed, left);
            second.Run(seed, right);
            Assert.Equal(left.Value, right.Value);
            hashes.Add(left.Value);
        }

        Assert.Equal(20, hashes.Count);
    }

    [Theory]
    [MemberData(nameof(EveryScenario))]
    public void Recorded_decisions_replay_event_for_event(string scenario)
    {
        foreach (var protocol in Requests.ProtocolsOf(scenario))
        {
            var simulation = Requests.Prepare(scenario, protocol, ["kvm", "ib-umem-odp", "gntdev", "amd-iommu-v2"]);
            for (ulong seed = 1; seed <= 10; seed++)
            {
                var recorded = Recording.Of(simulation, seed);
                var again = Simulation.Prepare(RunRequest.FromTrace(recorded.Of<RunStarted>().Single(), recorded.Names));
                var replayed = new Recording();
                again.Run(replayed, new RecordedSchedule(recorded.Decisions));
                Assert.Equal(recorded.Events, replayed.Events);
            }
        }
    }

    [Fact]
    public void A_run_begins_with_what_it_is_and_ends_with_how_it_went()
    {
        var request = new RunRequest
        {
            Scenario = "cow+reclaim",
            Protocol = "aac2fea9",
            Drivers = ["kvm"],
            Faults = ["sleep-under-ptl"],
            Changes = [KeyValuePair.Create("rmap-range-length", "bytes")],
            Seed = 7,
        };
        var recording = new Recording();
        Simulation.Prepare(request).Run(recording);
        var names = recording.Names;

        Assert.Equal(EventKind.RunStarted, recording.Events[0].Header.Kind);
        Assert.Equal(EventKind.RunEnded, recording.Events[^1].Header.Kind);
        Assert.Equal(["cow", "reclaim"], names.All(NameSpace.Scenario));
        Assert.Equal(["rmap-range-length=bytes"], names.All(NameSpace.ChangedChoice));
        Assert.Equal(7UL, RunRequest.FromTrace(recording.Of<RunStarted>().Single(), names).Seed);
    }

    [Fact]
    public void Every_id_is_named_before_its_first_use()
    {
        var names = new Names();
        foreach (var e in Recording.Of(Requests.Prepare(Requests.Together, "4.14", ["kvm", "gntdev"]), 4).Events)
        {
            names.Accept([e]);
            if (e.Header.Task.Value != 0) Assert.NotNull(names.Find(NameSpace.Task, e.Header.Task.Value));
            if (e.Header.Function.Value != 0) Assert.NotNull(names.Of(e.Header.Function));
            if (e.Header.Kind == EventKind.LockAcquired) Assert.NotNull(names.Find(NameSpace.Lock, e.As<LockAcquired>().Lock.Value));
            if (e.Header.Kind == EventKind.MightSleep && e.As<MightSleep>().Lock.Value != 0) Assert.NotNull(names.Find(NameSpace.Lock, e.As<MightSleep>().Lock.Value));
            if (e.Header.Kind == EventKind.OperationBegan) Assert.NotNull(names.Find(NameSpace.Operation, e.As<OperationBegan>().Operation.Value));
            if (e.Header.Kind == EventKind.CallbackEntered) Assert.NotNull(names.Find(NameSpace.Driver, e.As<CallbackEntered>().Driver.Value));
        }
    }
}
