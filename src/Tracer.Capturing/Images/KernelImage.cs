using System.Text;
using System.Text.RegularExpressions;
using ELFSharp.ELF;
using ELFSharp.ELF.Sections;

namespace Tracer.Capturing.Images;

/// <summary>A kernel as it was linked: its code, its symbols and its type information.</summary>
public sealed partial class KernelImage
{
    private const int BootSignature = 0x202;

    private readonly List<(ulong Address, byte[] Bytes)> code;

    private KernelImage(string release, string build, List<(ulong Address, byte[] Bytes)> code, KernelSymbols symbols, TypeInformation? types)
    {
        (Release, Build, this.code, Symbols, Types) = (release, build, code, symbols, types);
        Version = KernelVersionRange.TryParse(release, out var range) ? range.First : throw new FormatException($"'{release}' is no kernel version");
    }

    /// <summary>What <c>uname -r</c> prints.</summary>
    public string Release { get; }

    /// <summary>What <c>uname -v</c> prints: it differs from build to build.</summary>
    public string Build { get; }

    public KernelVersion Version { get; }

    internal KernelSymbols Symbols { get; }

    /// <summary>Null if the kernel was built without.</summary>
    internal TypeInformation? Types { get; }

    /// <param name="path">The uncompressed vmlinux.</param>
    /// <param name="kallsyms">What <c>/proc/kallsyms</c> shows of this very build, for an image without a table of symbols; null if there is none.</param>
    /// <exception cref="ArgumentException">It is no such image, or its symbols are not to be had.</exception>
    public static KernelImage Open(string path, string? kallsyms)
    {
        RefuseCompressed(path);
        try
        {
            using var elf = ELFReader.Load<ulong>(path);
            if (elf.Machine != Machine.AMD64) throw new ArgumentException($"{path}: a kernel of {elf.Machine}; only those of x86-64 are decoded");
            return Read(elf, path, kallsyms);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or InvalidCastException or IndexOutOfRangeException or OverflowException or KeyNotFoundException
            or NullReferenceException or EndOfStreamException or ArgumentOutOfRangeException)
        {
            throw new ArgumentException($"{path}: cannot be read as a kernel's vmlinux: {e.Message}", e);
        }
    }

    /// <summary>The code of a function; empty if the image has none there.</summary>
    internal ReadOnlySpan<byte> CodeOf(in ImageFunction function) => CodeAt(function.Address, function.Length);

    internal ReadOnlySpan<byte> CodeAt(ulong address, int length)
    {
        foreach (var (begin, bytes) in code)
        {
            if (address < begin || address - begin >= (ulong)bytes.Length) continue;
            var at = (int)(address - begin);
            return bytes.AsSpan(at, Math.Min(length, bytes.Length - at));
        }

        return [];
    }

    private static KernelImage Read(ELF<ulong> elf, string path, string? kallsyms)
    {
        List<(ulong Address, byte[] Bytes)> code =
            [.. elf.Sections.Where(section => section.Type == SectionType.ProgBits && section.Flags.HasFlag(SectionFlags.Executable)).Select(section => (section.LoadAddress, section.GetContents()))];
        if (code.Count == 0) throw new ArgumentException($"{path}: an ELF file without code; the kernel's uncompressed vmlinux is wanted");
        var (release, build) = Banner(elf) ?? throw new ArgumentException($"{path}: it does not say 'Linux version …', so it is not a kernel");
        var types = elf.TryGetSection(".BTF", out var section) ? new TypeInformation(section.GetContents()) : null;
        return new KernelImage(release, build, code, SymbolsOf(elf, path, kallsyms), types);
    }

    private static KernelSymbols SymbolsOf(ELF<ulong> elf, string path, string? kallsyms)
    {
        if (kallsyms is not null) return KernelSymbols.OfKallsyms(kallsyms, elf.GetSection(".text").LoadAddress);
        if (!elf.TryGetSection(".symtab", out var table) || table is not SymbolTable<ulong> symbols)
            throw new ArgumentException($"{path}: it has no table of symbols; give those of the same build as root: --kallsyms /proc/kallsyms");
        return KernelSymbols.OfTable(Named(symbols, SymbolType.Function), Named(symbols, SymbolType.Object));
    }

    private static IEnumerable<(string Name, ulong Address)> Named(SymbolTable<ulong> symbols, SymbolType type) =>
        symbols.Entries.Where(symbol => symbol.Type == type).Select(symbol => (symbol.Name, symbol.Value));

    private static (string Release, string Build)? Banner(ELF<ulong> elf)
    {
        foreach (var section in elf.Sections.Where(section => section.Name is ".rodata" or ".data" or ".init.data"))
        {
            // The first banner of an image may be one that was filled in only later, without the build's number.
            var text = Encoding.Latin1.GetString(section.GetContents());
            if (Linux().Match(text) is { Success: true } banner) return (banner.Groups["release"].Value, banner.Groups["build"].Value);
        }

        return null;
    }

    private static void RefuseCompressed(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> begin = stackalloc byte[BootSignature + 4];
        var read = file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        if (read == begin.Length && begin[BootSignature..].SequenceEqual("HdrS"u8))
            throw new ArgumentException($"{path}: a compressed bzImage; the script of the kernel's sources unpacks it: scripts/extract-vmlinux {path} > vmlinux");
        if (read < 4 || !begin[..4].SequenceEqual("\u007fELF"u8)) throw new ArgumentException($"{path}: not an ELF file; the kernel's uncompressed vmlinux is wanted");
    }

    [GeneratedRegex(@"Linux version (?<release>\S+) [^\n\0]*(?<build>#\d+ [^\n\0]*)\n")]
    private static partial Regex Linux();
}
