namespace Tracer.Traces.Ftrace.Probes;

/// <summary>How the text behind an event's name is laid out.</summary>
internal enum BodyForm : byte
{
    /// <summary><c>(symbol) key=value key=value</c>.</summary>
    KeyValues,

    /// <summary><c>NR 11 (7f00, 1000, …)</c> or <c>NR 11 = 0</c>.</summary>
    Syscall,

    /// <summary><c>prev_state=S ==> next_pid=7</c> or <c>mmw:183 [120] S ==> swapper/0:0 [120]</c>.</summary>
    Switch,

    /// <summary><c>… slot0 gpa=0 hva=0x7f21 len=0x10000 slot1 gpa=… </c>: a hit for each slot.</summary>
    Slots,

    /// <summary><c>as id 0 gfn 10013 level 1 old_spte 1fbb44e67 new_spte 0</c>.</summary>
    SecondaryEntry,

    /// <summary><c>vcpu 0 rip 0x4 address 0x0000000010000000 error_code 0x100000006</c>.</summary>
    GuestFault,

    /// <summary><c>ffff888100051d58 try read ptlock_ptr(page)</c>; some texts lose the first word behind the address.</summary>
    Lockdep,
}

/// <summary>Which part of a line's symbol tells where the event happened.</summary>
internal enum SiteForm : byte
{
    /// <summary>The symbol is the probed function itself and says nothing about the place.</summary>
    None,

    /// <summary>The symbol is the caller that a return probe names, or the probed function of a callback.</summary>
    Symbol,

    /// <summary>The event's name holds it: <c>FUNCTION</c>, <c>FUNCTION_ret</c>, or <c>OPERATION__FUNCTION_OFFSET</c>.</summary>
    Name,
}

/// <summary>One row of a probe table: an event's name and what it means.</summary>
/// <param name="Name">The event's name; of a probe on one instruction only what stands before <c>__</c>.</param>
/// <param name="Meaning">What it tells.</param>
internal sealed record ProbeRow(string Name, ProbeMeaning Meaning)
{
    private const string ReturnEnding = "_ret";

    /// <summary>The kernel's function that it is on, if that has another name.</summary>
    public string? On { get; init; }

    /// <summary>It is hit where the function returns.</summary>
    public bool IsReturn => Meaning == ProbeMeaning.SpinReturned || Name.EndsWith(ReturnEnding, StringComparison.Ordinal);

    /// <summary>The kernel's function that it is on.</summary>
    public string Function => On ?? (IsReturn ? Name[..^ReturnEnding.Length] : Name);

    /// <summary>Two probes may share a name; a row with a field here is meant by lines that carry the field.</summary>
    public Field With { get; init; }

    public BodyForm Body { get; init; }

    /// <summary>The fields without which this row's lines tell nothing that could be judged, besides those that all of its meaning need.</summary>
    public FieldSet Requires { get; init; }

    /// <summary>The kernel's own event, without the symbol that a probe's lines begin with: either may have a name that the other has too.</summary>
    public bool IsTracepoint { get; init; }

    public SiteForm Site { get; init; }

    public LockType LockType { get; init; }

    public LockMode LockMode { get; init; }

    public CallbackKind Callback { get; init; }

    public Ageing Ageing { get; init; }

    public PteOperation Operation { get; init; }

    public TableLevel Level { get; init; }

    public CounterStep Step { get; init; }

    public FunctionShape Shape { get; init; }

    /// <summary>Its entry, address, address space and lock belong together.</summary>
    public bool Teaches { get; init; }

    /// <summary>The entry's table is not yet reachable, but will be.</summary>
    public bool FillsNewTable { get; init; }

    /// <summary>No return probe: the function is over when the next begins or ends.</summary>
    public bool IsOpenEnded { get; init; }

    /// <summary>A walk through the reverse map calls it, under the map's lock and with no bracket open.</summary>
    public bool IsOfRmapWalk { get; init; }

    /// <summary>What this function did is all that a page fault is for.</summary>
    public bool ServesFault { get; init; }

    /// <summary>The store inside this function has a probe of its own in some captures: this prefix of its name.</summary>
    public string? Store { get; init; }
}

/// <summary>How a function's arguments tell the addresses of the entries that it changes.</summary>
internal enum FunctionShape : byte
{
    /// <summary>They do not.</summary>
    Nothing,

    /// <summary>Pages from an address on, up to an end if there is one.</summary>
    From,

    /// <summary>Anything in the table that covers the address, as fault-around does.</summary>
    Around,

    /// <summary>The same addresses in two address spaces.</summary>
    Copy,

    /// <summary>From one place of an address space to another.</summary>
    Move,
}
