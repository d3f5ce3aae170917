namespace Tracer.Tests.Engine.Drivers;

/// <summary>What a driver did in a few runs of everything that goes on.</summary>
internal static class DriverRuns
{
    private const ulong Seeds = 40;

    internal static string[] All { get; } = [.. DriverCatalogue.All.Select(driver => driver.Name)];

    internal static IEnumerable<Recording> Of(string driver, string protocol, string scenario = Requests.Together, params string[] changes)
    {
        var simulation = Requests.Prepare(scenario, protocol, [driver], changes);
        for (ulong seed = 1; seed <= Seeds; seed++) yield return Recording.Of(simulation, seed);
    }

    /// <summary>The events inside callbacks of the driver, each with the callback it lies in.</summary>
    internal static IEnumerable<(CallbackKind Callback, VmEvent Event)> InCallbacks(this Recording recording)
    {
        var open = new Dictionary<TaskId, CallbackKind>();
        foreach (var e in recording.Events)
        {
            if (e.Header.Kind == EventKind.CallbackReturned) open.Remove(e.Header.Task);
            else if (e.Header.Kind == EventKind.CallbackEntered) open[e.Header.Task] = e.As<CallbackEntered>().Callback;
            else if (open.TryGetValue(e.Header.Task, out var callback)) yield return (callback, e);
        }
    }
}
