using System.IO.Compression;
using System.Text;

namespace Tracer.Tests.Traces.Ftrace;

/// <summary>Reads lines of a kernel trace, literal or from a capture of this repository, into events.</summary>
internal sealed class KernelText : IEventSink
{
    private readonly List<VmEvent> events = [];

    private KernelText(Stream stream, string path, string? kernel)
    {
        using var trace = FtraceTrace.Open(stream, path, kernel);
        Origin = trace.Origin;
        Completeness = trace.Read(this);
    }

    public TraceOrigin Origin { get; }

    public Completeness Completeness { get; }

    public Names Names { get; } = new();

    /// <summary>Every event but those that give names.</summary>
    public IEnumerable<VmEvent> Events => events.Where(e => e.Header.Kind != EventKind.Named);

    public static KernelText Of(params string[] lines) => OfKernel(null, lines);

    public static KernelText OfKernel(string? kernel, params string[] lines) =>
        new(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")), "trace.txt", kernel);

    public static KernelText OfCapture(string name)
    {
        using var text = OpenCapture(name);
        return new KernelText(text, name, null);
    }

    /// <summary>The lines of a capture, as a person would count them with grep.</summary>
    public static IReadOnlyList<string> LinesOf(string name)
    {
        using var reader = new StreamReader(OpenCapture(name));
        var lines = new List<string>();
        while (reader.ReadLine() is { } line) lines.Add(line);
        return lines;
    }

    public IReadOnlyList<T> All<T>()
        where T : struct, IEventView =>
        [.. events.Where(e => e.Header.Kind == T.Kind).Select(e => e.As<T>())];

    public T Only<T>()
        where T : struct, IEventView => Assert.Single(All<T>());

    public string? Function(EventHeader header) => Names.Of(header.Function);

    void IEventSink.Accept(ReadOnlySpan<VmEvent> taken)
    {
        Names.Accept(taken);
        events.AddRange(taken);
    }

    private static GZipStream OpenCapture(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tracer.sln"))) folder = folder.Parent!;
        return new GZipStream(File.OpenRead(Path.Combine(folder.FullName, "traces", "kernel", name + ".trace.txt.gz")), CompressionMode.Decompress);
    }
}

internal static class TextHeader
{
    /// <summary>The line that an event comes from, counted from 1.</summary>
    public static long Line(this EventHeader header) => LineSequence.LineOf(header.Sequence);
}
