using System.Globalization;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>The x86-64 system calls that matter to memory, by number.</summary>
internal static class Syscalls
{
    private static readonly Dictionary<int, string> Names = new()
    {
        [0] = "read", [1] = "write", [9] = "mmap", [10] = "mprotect", [11] = "munmap", [12] = "brk", [16] = "ioctl", [25] = "mremap", [26] = "msync",
        [27] = "mincore", [28] = "madvise", [39] = "getpid", [56] = "clone", [57] = "fork", [58] = "vfork", [59] = "execve", [60] = "exit",
        [76] = "truncate", [77] = "ftruncate", [149] = "mlock", [150] = "munlock", [157] = "prctl", [216] = "remap_file_pages", [231] = "exit_group",
        [237] = "mbind", [256] = "migrate_pages", [279] = "move_pages", [285] = "fallocate", [310] = "process_vm_readv", [311] = "process_vm_writev",
        [323] = "userfaultfd", [325] = "mlock2", [329] = "pkey_mprotect", [435] = "clone3", [440] = "process_madvise", [448] = "process_mrelease",
    };

    /// <param name="number">The number.</param>
    /// <param name="isX86">The trace shows that it is of x86-64: other architectures number them otherwise.</param>
    public static string NameOf(int number, bool isX86) =>
        (isX86 ? Names.GetValueOrDefault(number) : null) ?? string.Create(CultureInfo.InvariantCulture, $"{number}");
}
