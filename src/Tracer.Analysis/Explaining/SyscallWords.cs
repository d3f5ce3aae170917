using System.Globalization;

namespace Tracer.Analysis.Explaining;

/// <summary>System calls as strace prints them: <c>madvise(0x7ffabd400000, 256K, MADV_COLD) = 0</c>.</summary>
public static class SyscallWords
{
    private const int MostErrors = 4095;
    private const ulong MapTypeBits = 0xf;

    private static readonly Dictionary<ulong, string> Advices = new()
    {
        [0] = "MADV_NORMAL", [1] = "MADV_RANDOM", [2] = "MADV_SEQUENTIAL", [3] = "MADV_WILLNEED", [4] = "MADV_DONTNEED", [8] = "MADV_FREE", [9] = "MADV_REMOVE",
        [10] = "MADV_DONTFORK", [11] = "MADV_DOFORK", [12] = "MADV_MERGEABLE", [13] = "MADV_UNMERGEABLE", [14] = "MADV_HUGEPAGE", [15] = "MADV_NOHUGEPAGE",
        [16] = "MADV_DONTDUMP", [17] = "MADV_DODUMP", [18] = "MADV_WIPEONFORK", [19] = "MADV_KEEPONFORK", [20] = "MADV_COLD", [21] = "MADV_PAGEOUT",
        [22] = "MADV_POPULATE_READ", [23] = "MADV_POPULATE_WRITE", [24] = "MADV_DONTNEED_LOCKED", [25] = "MADV_COLLAPSE", [100] = "MADV_HWPOISON", [101] = "MADV_SOFT_OFFLINE",
    };

    private static readonly (ulong Bit, string Name)[] Protections =
        [(1, "PROT_READ"), (2, "PROT_WRITE"), (4, "PROT_EXEC"), (0x0100_0000, "PROT_GROWSDOWN"), (0x0200_0000, "PROT_GROWSUP")];

    private static readonly (ulong Bit, string Name)[] MapFlags =
    [
        (0x10, "MAP_FIXED"), (0x20, "MAP_ANONYMOUS"), (0x40, "MAP_32BIT"), (0x100, "MAP_GROWSDOWN"), (0x800, "MAP_DENYWRITE"), (0x2000, "MAP_LOCKED"), (0x4000, "MAP_NORESERVE"),
        (0x8000, "MAP_POPULATE"), (0x10000, "MAP_NONBLOCK"), (0x20000, "MAP_STACK"), (0x40000, "MAP_HUGETLB"), (0x80000, "MAP_SYNC"), (0x100000, "MAP_FIXED_NOREPLACE"),
    ];

    private static readonly (ulong Bit, string Name)[] SyncFlags = [(1, "MS_ASYNC"), (2, "MS_INVALIDATE"), (4, "MS_SYNC")];
    private static readonly (ulong Bit, string Name)[] RemapFlags = [(1, "MREMAP_MAYMOVE"), (2, "MREMAP_FIXED"), (4, "MREMAP_DONTUNMAP")];

    private static readonly Dictionary<int, string> Errors = new()
    {
        [1] = "EPERM", [2] = "ENOENT", [3] = "ESRCH", [4] = "EINTR", [5] = "EIO", [9] = "EBADF", [10] = "ECHILD", [11] = "EAGAIN", [12] = "ENOMEM", [13] = "EACCES",
        [14] = "EFAULT", [16] = "EBUSY", [17] = "EEXIST", [19] = "ENODEV", [22] = "EINVAL", [25] = "ENOTTY", [28] = "ENOSPC", [32] = "EPIPE", [38] = "ENOSYS", [75] = "EOVERFLOW",
        [95] = "EOPNOTSUPP", [512] = "ERESTARTSYS", [514] = "ERESTARTNOHAND", [516] = "ERESTART_RESTARTBLOCK",
    };

    /// <summary>Arguments in order, from one of them on.</summary>
    /// <param name="name">Of the call; one that is not known has its arguments in hexadecimal.</param>
    /// <param name="from">The index of the first.</param>
    /// <param name="values">As the registers held them.</param>
    public static string Arguments(string name, int from, IEnumerable<ulong> values)
    {
        var parameters = Syscall.Of(name)?.Parameters;
        return string.Join(", ", values.Select((value, index) => Argument(parameters?.ElementAtOrDefault(from + index) ?? Parameter.Hex, value)));
    }

    /// <summary>What the call returned: a number, an address, or why it failed.</summary>
    public static string Result(string? name, long result) => result switch
    {
        < 0 and >= -MostErrors => Errors.TryGetValue((int)-result, out var error) ? $"-{error}" : result.ToString(CultureInfo.InvariantCulture),
        not 0 when name is "mmap" or "brk" or "mremap" => $"0x{result:x}",
        _ => result.ToString(CultureInfo.InvariantCulture),
    };

    private static string Argument(Parameter parameter, ulong value) => parameter switch
    {
        Parameter.Number => Number(value),
        Parameter.Length => Size(value),
        Parameter.Advice => Advices.GetValueOrDefault(value) ?? Number(value),
        Parameter.Protection => Bits(value, Protections, "PROT_NONE"),
        Parameter.MapFlags => MapType(value),
        Parameter.SyncFlags => Bits(value, SyncFlags, "0"),
        Parameter.RemapFlags => Bits(value, RemapFlags, "0"),
        _ => value == 0 ? "0" : $"0x{value:x}",
    };

    // A file descriptor of -1 comes in 32 bits or in 64.
    private static string Number(ulong value) =>
        value is > int.MaxValue and <= uint.MaxValue or > long.MaxValue ? unchecked((int)value).ToString(CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture);

    private static string Size(ulong bytes) => bytes switch
    {
        not 0 when bytes % (1UL << 10) == 0 => AddressRange.Bytes(bytes),
        _ => bytes.ToString(CultureInfo.InvariantCulture),
    };

    private static string MapType(ulong value)
    {
        var type = (value & MapTypeBits) switch { 1 => "MAP_SHARED", 2 => "MAP_PRIVATE", 3 => "MAP_SHARED_VALIDATE", var other => $"0x{other:x}" };
        return (value & ~MapTypeBits) == 0 ? type : $"{type}|{Bits(value & ~MapTypeBits, MapFlags, "0")}";
    }

    private static string Bits(ulong value, (ulong Bit, string Name)[] known, string none)
    {
        if (value == 0) return none;
        var parts = new List<string>();
        foreach (var (bit, name) in known)
        {
            if ((value & bit) == 0) continue;
            parts.Add(name);
            value &= ~bit;
        }

        if (value != 0) parts.Add($"0x{value:x}");
        return string.Join('|', parts);
    }
}
