using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Tracer.Traces.Files;

/// <summary>What a name leads to: which file, whatever it is called elsewhere, of which kind, and since when it is as it is.</summary>
/// <param name="Identity">Names that have the same lead to the same file, through links of either sort.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Modified">When its content last changed, in nanoseconds since 1970.</param>
public readonly record struct FileStatus(FileIdentity Identity, FileKind Kind, long Modified)
{
    private const int WorkingFolder = -100;
    private const int NoFollow = 0x100;
    private const int OfDescriptorItself = 0x1000;
    private const uint BasicFields = 0x7ff;
    private const int ResultSize = 256;

    /// <summary>Null if there is nothing of that name, or it may not be looked at.</summary>
    /// <param name="path">The name.</param>
    /// <param name="followsLinks">A link stands for what it leads to, else for itself.</param>
    public static FileStatus? Of(string path, bool followsLinks = true) =>
        OperatingSystem.IsLinux() ? Ask(WorkingFolder, path, followsLinks ? 0 : NoFollow) : Guess(path, followsLinks);

    /// <summary>The file behind an open descriptor, such as 0 for standard input; null if there is none or nobody can tell.</summary>
    public static FileStatus? OfDescriptor(int descriptor) => OperatingSystem.IsLinux() ? Ask(descriptor, "", OfDescriptorItself) : null;

    // .NET tells neither device nor inode. Of all the system's forms of the answer this one lies the same on every machine.
    private static unsafe FileStatus? Ask(int folder, string path, int flags)
    {
        var result = stackalloc byte[ResultSize];
        if (NativeMethods.Statx(folder, path, flags, BasicFields, result) != 0) return null;
        var fields = new ReadOnlySpan<byte>(result, ResultSize);
        var device = (ulong)BinaryPrimitives.ReadUInt32LittleEndian(fields[136..]) << 32 | BinaryPrimitives.ReadUInt32LittleEndian(fields[140..]);
        var identity = new FileIdentity(device, BinaryPrimitives.ReadUInt64LittleEndian(fields[32..]), null);
        var seconds = BinaryPrimitives.ReadInt64LittleEndian(fields[112..]);
        return new FileStatus(identity, KindOf(BinaryPrimitives.ReadUInt16LittleEndian(fields[28..])), unchecked(seconds * 1_000_000_000 + BinaryPrimitives.ReadUInt32LittleEndian(fields[120..])));
    }

    private static FileKind KindOf(int mode) => (mode & 0xf000) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Folder,
        0xa000 => FileKind.Link,
        _ => FileKind.Device,
    };

    // Elsewhere hard links stay unknown.
    private static FileStatus? Guess(string path, bool followsLinks)
    {
        FileSystemInfo file = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        if (file.LinkTarget is not null)
        {
            if (!followsLinks) return Of(file, FileKind.Link);
            if (file.ResolveLinkTarget(returnFinalTarget: true) is not { } target) return null;
            file = target;
        }

        return !file.Exists ? null : Of(file, file is DirectoryInfo ? FileKind.Folder : FileKind.Regular);
    }

    private static FileStatus Of(FileSystemInfo file, FileKind kind) =>
        new(new FileIdentity(0, 0, file.FullName), kind, (file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100);
}

/// <summary>What a file is known by: its device and inode, or its full name where the system tells neither.</summary>
public readonly record struct FileIdentity(ulong Device, ulong Inode, string? Name);

/// <summary>What a name stands for; everything that is no file, no folder and no link is read and written as it comes.</summary>
public enum FileKind
{
    Regular,
    Folder,
    Link,
    Device,
}

internal static unsafe partial class NativeMethods
{
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Statx(int folder, string path, int flags, uint wanted, byte* result);

    // How wide the count is differs between systems, and one fits them all.
    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);
}
