using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Tasks;

/// <summary>Arguments of the system call that the event before it began.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct SyscallArguments : IEventView
{
    /// <summary>How many one event tells.</summary>
    public const int Each = 4;

    public static EventKind Kind => EventKind.SyscallArguments;

    public EventHeader Header { get; init; }

    [Description("the argument of index From, as the register held it")]
    public ulong First { get; init; }

    [Description("the argument behind it")]
    public ulong Second { get; init; }

    [Description("the argument behind that")]
    public ulong Third { get; init; }

    [Description("the argument behind that")]
    public ulong Fourth { get; init; }

    [Description("index of the first that is told: 0, or 4 in the event of those that are left")]
    [Range(0, 4)]
    public byte From { get; init; }

    [Description("how many are told")]
    [Range(0, Each)]
    public byte Count { get; init; }

    /// <summary>The arguments that are told, in order.</summary>
    public IEnumerable<ulong> Told => new[] { First, Second, Third, Fourth }[..Math.Min((int)Count, Each)];
}
