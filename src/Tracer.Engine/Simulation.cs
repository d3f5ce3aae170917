using Tracer.Engine.Drivers;
using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Operations;
using Tracer.Engine.Protocols;
using Tracer.Engine.Scenarios;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine;

/// <summary>A prepared run: built once from a request, run as often as wanted, each time from the same beginning.</summary>
public sealed class Simulation
{
    /// <summary>Raised when the same request gives other events than before.</summary>
    public const int EngineVersion = 3;

    private readonly Machine machine;
    private readonly Workload workload;
    private readonly VmEvent[] header;
    private readonly RandomSchedule random = new();

    private Simulation(RunRequest request, Machine machine, Workload workload)
    {
        Request = request;
        this.machine = machine;
        this.workload = workload;
        header = RunHeader.Of(request, machine);
    }

    public RunRequest Request { get; }

    /// <summary>The planted bugs that no run so far has come by.</summary>
    public IReadOnlyList<PlantedFault> UnmetFaults => [.. machine.UnmetFaults];

    /// <summary>Builds the machine of a request.</summary>
    /// <exception cref="ArgumentException">The request names something unknown; the message says what is known.</exception>
    public static Simulation Prepare(RunRequest request)
    {
        var protocol = ProtocolCatalogue.Find(request.Protocol).With(request.Changes);
        var scenarios = ScenarioCatalogue.Parse(request.Scenario);
        foreach (var scenario in scenarios) scenario.CheckNeeds(protocol);
        var drivers = request.Drivers.Select(DriverCatalogue.Find).ToList();
        var machine = new Machine(new Kernel(protocol, [.. request.Faults.Select(FaultCatalogue.Find)]));
        var workload = new Workload(machine);
        foreach (var scenario in scenarios) scenario.Build(workload);
        foreach (var driver in drivers) workload.AddDevice(driver, protocol);
        return new Simulation(request, machine, workload);
    }

    /// <summary>Runs by the request's seed.</summary>
    public RunOutcome Run(IEventSink sink) => Run(Request.Seed, sink, random);

    /// <summary>Runs by another seed; the trace's header names it.</summary>
    public RunOutcome Run(ulong seed, IEventSink sink) => Run(seed, sink, random);

    /// <summary>Runs by a schedule of the caller's, such as a recorded one.</summary>
    public RunOutcome Run(IEventSink sink, ISchedule schedule) => Run(Request.Seed, sink, schedule);

    private RunOutcome Run(ulong seed, IEventSink sink, ISchedule schedule)
    {
        machine.Reset();
        workload.Reset();
        schedule.Start(seed);
        RunHeader.SetSeed(header, seed);
        machine.Log.Begin(sink, header);
        var unfinished = RunTasks(schedule);
        machine.Log.End(new RunEnded { Unfinished = unfinished, Events = machine.Log.Count + 1 });
        return new RunOutcome(seed, machine.Log.Count, unfinished);
    }

    private int RunTasks(ISchedule schedule)
    {
        try
        {
            return machine.Scheduler.Run(schedule);
        }
        catch (ScheduleMismatchException)
        {
            // Whoever compares wants all that was done until then.
            machine.Log.Flush();
            throw;
        }
    }
}
