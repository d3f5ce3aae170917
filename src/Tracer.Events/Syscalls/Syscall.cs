namespace Tracer.Events.Syscalls;

/// <summary>A system call of x86-64 that matters to memory, or is met in every trace.</summary>
/// <param name="Number">Its number there.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">What it takes, in order.</param>
public sealed record Syscall(int Number, string Name, params IReadOnlyList<Parameter> Parameters)
{
    private static readonly Syscall[] Known =
    [
        new(0, "read", Parameter.Number, Parameter.Hex, Parameter.Length),
        new(1, "write", Parameter.Number, Parameter.Hex, Parameter.Length),
        new(9, "mmap", Parameter.Address, Parameter.Length, Parameter.Protection, Parameter.MapFlags, Parameter.Number, Parameter.Length),
        new(10, "mprotect", Parameter.Address, Parameter.Length, Parameter.Protection),
        new(11, "munmap", Parameter.Address, Parameter.Length),
        new(12, "brk", Parameter.Address),
        new(16, "ioctl", Parameter.Number, Parameter.Hex, Parameter.Hex),
        new(25, "mremap", Parameter.Address, Parameter.Length, Parameter.Length, Parameter.RemapFlags, Parameter.Address),
        new(26, "msync", Parameter.Address, Parameter.Length, Parameter.SyncFlags),
        new(27, "mincore", Parameter.Address, Parameter.Length, Parameter.Hex),
        new(28, "madvise", Parameter.Address, Parameter.Length, Parameter.Advice),
        new(39, "getpid"),
        new(56, "clone", Parameter.Hex, Parameter.Hex, Parameter.Hex, Parameter.Hex, Parameter.Hex),
        new(57, "fork"),
        new(58, "vfork"),
        new(59, "execve", Parameter.Hex, Parameter.Hex, Parameter.Hex),
        new(60, "exit", Parameter.Number),
        new(76, "truncate", Parameter.Hex, Parameter.Length),
        new(77, "ftruncate", Parameter.Number, Parameter.Length),
        new(149, "mlock", Parameter.Address, Parameter.Length),
        new(150, "munlock", Parameter.Address, Parameter.Length),
        new(157, "prctl", Parameter.Number, Parameter.Hex, Parameter.Hex, Parameter.Hex, Parameter.Hex),
        new(216, "remap_file_pages", Parameter.Address, Parameter.Length, Parameter.Protection, Parameter.Number, Parameter.MapFlags),
        new(231, "exit_group", Parameter.Number),
        new(237, "mbind", Parameter.Address, Parameter.Length, Parameter.Number, Parameter.Hex, Parameter.Number, Parameter.Hex),
        new(256, "migrate_pages", Parameter.Number, Parameter.Number, Parameter.Hex, Parameter.Hex),
        new(279, "move_pages", Parameter.Number, Parameter.Number, Parameter.Hex, Parameter.Hex, Parameter.Hex, Parameter.Hex),
        new(285, "fallocate", Parameter.Number, Parameter.Hex, Parameter.Length, Parameter.Length),
        new(310, "process_vm_readv", Parameter.Number, Parameter.Hex, Parameter.Number, Parameter.Hex, Parameter.Number, Parameter.Hex),
        new(311, "process_vm_writev", Parameter.Number, Parameter.Hex, Parameter.Number, Parameter.Hex, Parameter.Number, Parameter.Hex),
        new(323, "userfaultfd", Parameter.Hex),
        new(325, "mlock2", Parameter.Address, Parameter.Length, Parameter.Hex),
        new(329, "pkey_mprotect", Parameter.Address, Parameter.Length, Parameter.Protection, Parameter.Number),
        new(435, "clone3", Parameter.Hex, Parameter.Length),
        new(440, "process_madvise", Parameter.Number, Parameter.Hex, Parameter.Number, Parameter.Advice, Parameter.Hex),
        new(448, "process_mrelease", Parameter.Number, Parameter.Hex),
    ];

    private static readonly Dictionary<int, Syscall> ByNumber = Known.ToDictionary(call => call.Number);
    private static readonly Dictionary<string, Syscall> ByName = Known.ToDictionary(call => call.Name, StringComparer.Ordinal);

    /// <summary>Its first argument is an address of the caller's memory that the call works on.</summary>
    public bool IsOfAddress => Parameters is [Parameter.Address, ..];

    /// <summary>Null if none of that number is known.</summary>
    public static Syscall? Of(int number) => ByNumber.GetValueOrDefault(number);

    /// <summary>Null if none of that name is known.</summary>
    public static Syscall? Of(string name) => ByName.GetValueOrDefault(name);
}
