namespace Tracer.Analysis.State;

// Who has been spoken of, and what becomes of it when events are lost.
public sealed partial class MachineState
{
    private readonly List<TaskState> touchedTasks = [];
    private readonly List<Entity> touched = [];

    internal Dictionary<int, TaskState>.ValueCollection Tasks => tasks.Values;

    /// <summary>Those of whom something is known: the others have done nothing since events were last lost.</summary>
    internal List<TaskState> TouchedTasks => touchedTasks;

    /// <summary>Something is known of the task.</summary>
    internal void Touch(TaskState task)
    {
        if (task.IsTouched) return;
        task.IsTouched = true;
        touchedTasks.Add(task);
    }

    /// <summary>Drops all knowledge, as after lost events: nothing said later rests on what was known before.</summary>
    internal override void Forget()
    {
        IsExact = WatchesAny = allBracketsKnown = false;

        // A trace may lose events at every second line: only what was spoken of since the last loss is looked at.
        foreach (var task in touchedTasks) Forget(task);
        foreach (var entity in touched) Forget(entity);
        touchedTasks.Clear();
        touched.Clear();
        Array.Clear(recentTasks);
        foreach (var driver in drivers) driver.Forget();
        frames.Clear();
        Doubt();
    }

    private static void Forget(Entity entity)
    {
        entity.IsTouched = false;
        entity.Forget();
    }

    // Ids are dense, so entities lie in a list by id.
    private T At<T>(List<T?> entities, int id) where T : Entity, new() =>
        id < entities.Count && entities[id] is { IsTouched: true } known ? known : MakeAt(entities, id);

    private T MakeAt<T>(List<T?> entities, int id) where T : Entity, new()
    {
        while (entities.Count <= id) entities.Add(null);
        var entity = entities[id] ??= new T();
        Touch(entity);
        return entity;
    }

    private void Touch(Entity entity)
    {
        if (entity.IsTouched) return;
        entity.IsTouched = true;
        touched.Add(entity);
    }
}
