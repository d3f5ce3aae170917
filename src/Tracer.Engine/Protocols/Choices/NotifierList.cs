namespace Tracer.Engine;

/// <summary>What keeps the list of notifiers in being while it is walked.</summary>
internal enum NotifierList
{
    /// <summary>rcu_read_lock: no callback may sleep (to 3.6).</summary>
    Rcu,

    /// <summary>srcu_read_lock: callbacks may sleep.</summary>
    Srcu,
}
