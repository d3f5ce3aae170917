using System.Collections.Concurrent;
using System.IO.Compression;

namespace Tracer.Testing.Captures;

/// <summary>A trace of a real kernel that lies in this repository.</summary>
public sealed class Capture
{
    private const string Folder = "traces/kernel";
    private const string Packed = ".txt.gz";

    private static readonly ConcurrentDictionary<string, Capture> Read = [];


    private Capture(string name, IReadOnlyList<CaptureLine> lines)
    {
        Name = name;
        Lines = lines;
        Brackets = CaptureBracket.In(lines);
    }

    public string Name { get; }

    public IReadOnlyList<CaptureLine> Lines { get; }

    /// <summary>Its brackets that have a beginning and an end, in order.</summary>
    public IReadOnlyList<CaptureBracket> Brackets { get; }

    /// <summary>Every capture file, by its name without <c>.txt.gz</c>, such as <c>linux-6.1/cow-fork-kvm.trace</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryRoot.At(Folder), "*" + Packed, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(RepositoryRoot.At(Folder), path)[..^Packed.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The tracefs text of a capture, such as <c>linux-6.1/cow-fork-kvm</c>; read once.</summary>
    public static Capture Of(string name) => Read.GetOrAdd(name, static one => new Capture(one, [.. LinesOf(one)]));

    /// <summary>The same with its walks through the reverse map done by another task.</summary>
    public Capture WithWalksOf(string comm, int pid) => new(Name, RmapWalk.GivenTo(comm, pid, Lines));

    /// <summary>Where one of <see cref="All"/> lies.</summary>
    public static string PathOf(string name) => RepositoryRoot.At($"{Folder}/{name}{Packed}");

    private static IEnumerable<CaptureLine> LinesOf(string name)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(PathOf(name + ".trace")), CompressionMode.Decompress));
        while (text.ReadLine() is { } line) yield return new CaptureLine(line);
    }
}
