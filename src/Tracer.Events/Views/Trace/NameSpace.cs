namespace Tracer.Events.Views.Trace;

/// <summary>What a name belongs to. The run's own names (from <see cref="Scenario"/> on) are counted from 1 in order.</summary>
public enum NameSpace : byte
{
    Task,
    Mm,
    Lock,
    Table,
    Driver,
    Function,
    Operation,
    Scenario,
    Protocol,

    /// <summary><c>choice=value</c>, as it was in force, base protocol and changes together.</summary>
    Choice,

    /// <summary><c>choice=value</c>, as the user changed it on top of the protocol.</summary>
    ChangedChoice,

    /// <summary>A driver the run was asked for.</summary>
    RunDriver,
    Fault,
    Strategy,

    /// <summary>Release of a kernel, such as <c>6.1</c>.</summary>
    Kernel,
}
