namespace Tracer.Tests.Engine.Scheduling;

public sealed class ScheduleTests
{
    [Fact]
    public void A_recording_that_stops_early_says_at_which_step()
    {
        var simulation = Requests.Prepare("reclaim", "4.14", ["kvm"]);
        var decisions = Recording.Of(simulation, 3).Decisions;
        var thrown = Assert.Throws<ScheduleMismatchException>(() => simulation.Run(new EventHash(), new RecordedSchedule([.. decisions.Take(5)])));
        Assert.Equal(6, thrown.Step);
    }

    [Fact]
    public void A_decision_that_cannot_be_taken_names_the_task_and_those_that_could_go_on()
    {
        var simulation = Requests.Prepare("reclaim", "4.14", ["kvm"]);
        var decisions = Recording.Of(simulation, 3).Decisions.ToList();
        var step = decisions.FindIndex(decision => decision.Chosen.Value != 0);
        decisions[step] = decisions[step] with { Chosen = new TaskId(77) };
        var thrown = Assert.Throws<ScheduleMismatchException>(() => simulation.Run(new EventHash(), new RecordedSchedule(decisions)));
        Assert.Equal((step + 1, new TaskId(77)), (thrown.Step, thrown.Expected));
        Assert.NotEmpty(thrown.Runnable);
    }

    [Fact]
    public void A_run_that_stopped_leaves_the_simulation_as_good_as_new()
    {
        var simulation = Requests.Prepare("reclaim", "4.14", ["kvm"]);
        var (before, after) = (new EventHash(), new EventHash());
        simulation.Run(3, before);
        Assert.Throws<ScheduleMismatchException>(() => simulation.Run(new EventHash(), new RecordedSchedule([])));
        simulation.Run(3, after);
        Assert.Equal(before.Value, after.Value);
    }

    [Fact]
    public void Random_numbers_reach_every_choice_and_no_more()
    {
        var schedule = new RandomSchedule();
        schedule.Start(1);
        var seen = new HashSet<int>();
        for (var i = 0; i < 1000; i++) seen.Add(schedule.NextNumber(7));
        Assert.Equal(Enumerable.Range(0, 7), seen.Order());
    }
}
