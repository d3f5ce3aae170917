namespace Tracer.Events.Ids;

// Ids are types, so that a task cannot be passed for an address space. All are dense and small, except where said:
// a reader interns kernel pointers and names each id once by a Named event. Zero is "none" or "not told" everywhere.

/// <summary>A task: the pid on a kernel trace, counted from 1 in the engine.</summary>
public readonly record struct TaskId(int Value);

/// <summary>An address space.</summary>
public readonly record struct MmId(int Value);

/// <summary>A lock.</summary>
public readonly record struct LockId(int Value);

/// <summary>A page-table page.</summary>
public readonly record struct TableId(int Value);

/// <summary>A secondary MMU as registered with one address space.</summary>
public readonly record struct DriverId(int Value);

/// <summary>A bracket, where the source tells which end belongs to which start.</summary>
public readonly record struct RangeId(int Value);

/// <summary>The function an event happened in.</summary>
public readonly record struct FunctionId(ushort Value);

/// <summary>The operation an event belongs to: a kernel path, a syscall, a fault.</summary>
public readonly record struct OperationId(int Value);

/// <summary>A page frame number: a physical address divided by 4096. Not dense.</summary>
public readonly record struct Pfn(long Value)
{
    public override string ToString() => $"0x{Value:x}";
}
