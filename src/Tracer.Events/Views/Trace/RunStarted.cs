using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Trace;

/// <summary>An engine run begins; its names (scenario, protocol, choices, drivers, faults, strategy) follow as <see cref="Named"/> events.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct RunStarted : IEventView
{
    public static EventKind Kind => EventKind.RunStarted;

    public EventHeader Header { get; init; }

    [Description("version of the engine, raised when the same arguments give other events")]
    public int EngineVersion { get; init; }

    [Description("seed of the schedule")]
    public ulong Seed { get; init; }

    [Description("CPUs of the machine")]
    public int Cpus { get; init; }

    [Description("tasks at the start")]
    public int Tasks { get; init; }
}
