namespace Tracer.Analysis.State;

/// <summary>What is known about one address space.</summary>
public sealed class MmState : Entity
{
    /// <summary>So many tasks may have brackets open at a time.</summary>
    internal const int MostOpenBrackets = 1024;

    /// <summary>True if every bracket on it is shown: an engine's always, a kernel's once a notifier is seen to be registered.</summary>
    public bool IsWatched { get; internal set; }

    /// <summary>True once release has been called: nobody is left to be notified.</summary>
    public bool IsReleased => Release.Header.Kind != EventKind.None;

    /// <summary>release as called; of kind None before.</summary>
    public VmEvent Release { get; internal set; }

    /// <summary>release as returned; of kind None before.</summary>
    public VmEvent Released { get; internal set; }

    /// <summary>The drivers that have registered with it, as far as the trace tells.</summary>
    public List<DriverId> Drivers { get; } = [];

    /// <summary>Open brackets of all tasks.</summary>
    public List<Bracket> OpenBrackets { get; } = [];

    /// <summary>Entries as last stored, by page.</summary>
    public PageMap Pages { get; } = new();

    internal override void Forget()
    {
        OpenBrackets.Clear();
        Pages.Clear();
        Drivers.Clear();
        Release = Released = default;
        IsWatched = false;
        Doubt();
    }
}
