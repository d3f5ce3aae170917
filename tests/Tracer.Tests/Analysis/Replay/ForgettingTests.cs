using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Replay;

/// <summary>What is left of the state when events were lost, and when the next trace begins.</summary>
public sealed class ForgettingTests
{
    private const string Busy =
        "run · D register kvm traits=counts · D alloc pfn=7 · A op reclaim · A lock mmap · A rcu · A start 0x1000+1 · A end 0x1000+1 · A start 0x2000+1"
        + " · A cb-in kvm range-start 0x2000+1 · A lock ptl1 · A clear 0x2000 · A clear 0x9000";

    private readonly Analyzer analyzer = new();

    [Fact]
    public void Before_a_loss_everything_is_known()
    {
        var (state, task) = Replay(Busy);

        Assert.True(state.IsExact && task.TableLocksKnown && task.BracketsKnown);
        Assert.Equal((2, 1, 1, 1, 1), (task.Locks.Length, task.Sections.Length, task.Callbacks.Length, task.Brackets.Length, task.EndedBrackets.Length));
        Assert.Single(state.Mm(new MmId(1)).OpenBrackets);
        Assert.NotNull(state.Frame(new Pfn(7)));
        Assert.NotEqual(default, state.Table(new TableId(1)).Lock);
        Assert.True(state.Mm(new MmId(1)).Pages.Find(new VirtualAddress(0x2000)).IsKnown);
    }

    [Theory]
    [InlineData("lost 3")]
    [InlineData("B EventsLost Count=3")]
    public void After_a_loss_nothing_is_known_but_what_a_driver_is(string loss)
    {
        var (state, task) = Replay($"{Busy} · {loss}");

        Assert.False(state.IsExact || task.TableLocksKnown || task.BracketsKnown);
        Assert.Equal((0, 0, 0, 0, 0), (task.Locks.Length, task.Sections.Length, task.Callbacks.Length, task.Brackets.Length, task.EndedBrackets.Length));
        Assert.Empty(state.Mm(new MmId(1)).OpenBrackets);
        Assert.False(state.Watches(new MmId(1)));
        Assert.Null(state.Frame(new Pfn(7)));
        Assert.Equal((default, TableReach.Unknown), (state.Table(new TableId(1)).Lock, state.Table(new TableId(1)).Reach));
        Assert.False(state.Mm(new MmId(1)).Pages.Find(new VirtualAddress(0x2000)).IsKnown);
        Assert.True(state.Driver(new DriverId(1)).CanWaitForEnd is true);
    }

    [Fact]
    public void Nothing_of_one_trace_is_known_in_the_next()
    {
        Replay(Busy);
        var (state, task) = Replay("A sleep");

        Assert.False(state.IsExact || task.BracketsKnown || state.Driver(new DriverId(1)).CanWaitForEnd is not null);
        Assert.Equal((0, 0, 0), (task.Locks.Length, task.Sections.Length, task.Brackets.Length));
        Assert.False(state.Observes(EventKind.PteChanged));
        Assert.False(state.SeesStores);
    }

    // The engine may tell of its beginning on the task that runs first, and names come before anything.
    [Fact]
    public void A_run_s_beginning_makes_every_task_known_even_its_own()
    {
        var script = Script.Parse("run · A sleep");
        script.Events[0].Header.Task = script.Events[1].Header.Task;

        var (state, task) = Replay(script);

        Assert.True(state.IsExact && task.TableLocksKnown && task.BracketsKnown);
    }

    // A report on the same events must not depend on what the analyzer saw before.
    [Fact]
    public void A_trace_is_judged_the_same_by_a_used_analyzer()
    {
        var events = Script.Parse("run · A unlock ptl1 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1").Events;
        Replay(Busy);
        Replay(new ScriptTrace(events, new Names()));
        var used = Finish();
        var fresh = new ForgettingTests();
        fresh.Replay(new ScriptTrace(events, new Names()));

        Assert.Equal(["L07", "N01", "N04"], fresh.Finish().Order(StringComparer.Ordinal));
        Assert.Equal(fresh.Finish(), used);
    }

    public static TheoryData<string> Rules => [.. RuleCatalogue.All.Select(rule => rule.Info.Id)];

    // What a rule or a judge remembers hangs on entities, and those are used again by number.
    [Theory]
    [MemberData(nameof(Rules))]
    public void Nothing_that_led_to_a_breach_is_remembered_in_the_next_trace(string id)
    {
        var info = RuleCatalogue.All.Single(rule => rule.Info.Id == id).Info;
        var events = Script.Parse(info.Counterexample).Events;
        var era = Enum.GetValues<Era>().First(era => int.IsPow2((int)era) && info.Eras.HasFlag(era));
        var used = new Analyzer();
        used.Begin(era);
        used.Accept([.. events[..^1]]);

        Assert.Equal(Judge(new Analyzer()), Judge(used));

        IReadOnlyList<(string, long, long, long)> Judge(Analyzer judging)
        {
            judging.Begin(era);
            judging.Accept([events[0], events[^1]]);
            judging.Finish();
            return [.. judging.Verdicts.ToArray().Select(verdicts => (verdicts.Rule.Id, verdicts.Checked, verdicts.Unjudgeable, verdicts.Violations))];
        }
    }

    private IReadOnlyList<string> Finish() =>
        [.. analyzer.Finish("script", new TraceOrigin(TraceSourceKind.Engine, null, null, KnownFrom.None), Completeness.Whole, new Names()).Findings.Select(finding => finding.Rule.Id)];

    private (MachineState State, TaskState Task) Replay(string script) => Replay(Script.Parse(script));

    private (MachineState State, TaskState Task) Replay(ScriptTrace script)
    {
        analyzer.Begin(Era.E6);
        analyzer.Accept([.. script.Naming, .. script.Events]);

        // Of the task whose name the script gave first but for the device's.
        var header = script.Events.First(e => e.Header.Task.Value != 0 && e.Header.Kind is not (EventKind.NotifierRegistered or EventKind.PageAllocated)).Header;
        return (analyzer.State, analyzer.State.TaskOf(header with { Context = ContextFlags.None }));
    }
}
