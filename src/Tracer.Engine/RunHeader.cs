using Tracer.Engine.Memory;
using Tracer.Engine.Tracing;

namespace Tracer.Engine;

/// <summary>The events that a run begins with: what it is, and the names of what is there. What comes up later is named when it does.</summary>
internal static class RunHeader
{
    internal static VmEvent[] Of(RunRequest request, Machine machine)
    {
        // Touching the pools makes their locks, behind all that are named here.
        _ = (machine.Srcu, machine.Pages, machine.Tables);
        var tasks = machine.Scheduler.Tasks.Length;
        List<VmEvent> events = [VmEvent.Of(new RunStarted { EngineVersion = Simulation.EngineVersion, Seed = request.Seed, Cpus = tasks, Tasks = tasks })];
        Add(events, NameSpace.Scenario, request.Scenario.Split('+', StringSplitOptions.TrimEntries));
        Add(events, NameSpace.Protocol, [request.Protocol]);
        Add(events, NameSpace.ChangedChoice, request.Changes.Select(Pair));
        Add(events, NameSpace.RunDriver, request.Drivers);
        Add(events, NameSpace.Fault, request.Faults);
        Add(events, NameSpace.Strategy, [request.Strategy]);
        events.AddRange(machine.Names);
        return [.. events.Select((e, i) => Headed(e, i + 1))];
    }

    /// <summary>The only thing in a header that differs between runs of one request.</summary>
    internal static void SetSeed(VmEvent[] header, ulong seed)
    {
        var started = header[0].As<RunStarted>() with { Seed = seed };
        header[0] = VmEvent.Of(started);
    }

    // Ids are counted from 1 in the order given.
    private static void Add(List<VmEvent> events, NameSpace space, IEnumerable<string> names)
    {
        var id = 0;
        foreach (var name in names) events.AddRange(Names.Events(space, ++id, name));
    }

    private static string Pair(KeyValuePair<string, string> choice) => $"{choice.Key}={choice.Value}";

    private static VmEvent Headed(VmEvent e, long sequence)
    {
        e.Header.Sequence = sequence;
        e.Header.TimestampNs = sequence * EventLog.NsPerEvent;
        e.Header.Cpu = -1;
        e.Header.PreemptDepth = EventHeader.UnknownDepth;
        return e;
    }
}
