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

    /// <summary><c>choice=value</c>, as the user changed it on top of the protocol. 9 was every choice in force, until version 3 of the engine.</summary>
    ChangedChoice = 10,

    /// <summary>A driver the run was asked for.</summary>
    RunDriver,
    Fault,
    Strategy,

    /// <summary>Release of a kernel, such as <c>6.1</c>.</summary>
    Kernel,

    /// <summary>The function that called the one of this id: a helper that several kernel paths call has an id for each, under one name.</summary>
    Caller,

    /// <summary>What a source says in words: of a <see cref="Noted"/> event.</summary>
    Note,
}
