using System.Runtime.InteropServices;

namespace Tracer.Engine.Scheduling;

/// <summary>Runs the tasks of a machine, one step at a time, in the order that a schedule gives.</summary>
internal sealed class Scheduler
{
    // Tasks that for ever retry what can never succeed reach scheduling points without end. The longest healthy runs need a few thousand.
    private const int MostPoints = 100_000;

    private readonly List<ScheduledTask> tasks = [];
    private TaskId[] runnable = [];
    private ScheduledTask[] candidates = [];
    private ISchedule schedule = new RandomSchedule();
    private ScheduledTask? next;
    private int points;

    internal ReadOnlySpan<ScheduledTask> Tasks => CollectionsMarshal.AsSpan(tasks);

    internal void Add(ScheduledTask task)
    {
        tasks.Add(task);
        runnable = new TaskId[tasks.Count];
        candidates = new ScheduledTask[tasks.Count];
    }

    /// <summary>Runs until no task can go on, or all go round in a circle; returns how many did not finish.</summary>
    internal int Run(ISchedule by)
    {
        schedule = by;
        points = 0;
        foreach (var task in tasks) task.Reset();
        ChooseAfter(tasks[0]);
        while (next is { } task) task.Resume();

        var unfinished = 0;
        foreach (var task in tasks) unfinished += task.IsFinished ? 0 : 1;
        return unfinished;
    }

    /// <summary>The task that goes on now that <paramref name="running"/> has reached a scheduling point; null if none can.</summary>
    internal ScheduledTask? ChooseAfter(ScheduledTask running)
    {
        if (++points > MostPoints) return next = null;
        var count = 0;
        foreach (var task in tasks)
        {
            if (task.IsFinished || task.Until is { } condition && !condition.HoldsFor(task)) continue;
            candidates[count] = task;
            runnable[count++] = task.Id;
        }

        if (count < 2) return next = count == 0 ? null : candidates[0];
        var index = Checked(schedule.NextTask(runnable.AsSpan(0, count), running.Id), count);
        next = candidates[index];
        running.Emit(new Decision { Chosen = next.Id, Number = index, Choices = count });
        return next;
    }

    /// <summary>A number below <paramref name="choices"/> that the schedule gives.</summary>
    internal int ChooseNumber(ScheduledTask task, int choices)
    {
        if (choices < 2) return 0;
        var number = Checked(schedule.NextNumber(choices), choices);
        task.Emit(new Decision { Number = number, Choices = choices });
        return number;
    }

    private static int Checked(int chosen, int choices) => (uint)chosen < (uint)choices
        ? chosen
        : throw new ArgumentOutOfRangeException(nameof(chosen), chosen, $"the schedule chose {chosen}, which is not below {choices}");
}
