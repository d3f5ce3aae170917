namespace Tracer.Events.Syscalls;

/// <summary>What a parameter of a system call is.</summary>
public enum Parameter : byte
{
    /// <summary>A number without a unit: a file, a process, a count.</summary>
    Number,
    Address,

    /// <summary>A number of bytes.</summary>
    Length,

    /// <summary>Bits without names here.</summary>
    Hex,
    Advice,
    Protection,
    MapFlags,
    SyncFlags,
    RemapFlags,
}
