using System.IO.Compression;
using System.Text;
using Tracer.Events;
using Tracer.Testing;
using Tracer.Traces.Nettrace;
using Tracer.Traces.Recording;

namespace Tracer.Fuzz;

/// <summary>A form in which traces are read, and good traces of it to begin with.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="IsText">It consists of lines, packed or not.</param>
/// <param name="IsPacked">By gzip, once it is damaged or before.</param>
/// <param name="Load">The traces, each in a form that is damaged before it is packed.</param>
internal sealed record FuzzReader(string Name, bool IsText, bool IsPacked, Func<IEnumerable<FuzzSeed>> Load)
{
    // Damage is as likely in the first lines as in the last; a short text is read the more often.
    private const int MostLines = 250;

    private readonly Lazy<FuzzSeed[]> seeds = new(() => [.. Load()]);

    public static IReadOnlyList<FuzzReader> All { get; } =
    [
        new("nettrace", IsText: false, IsPacked: false, Recordings),
        new("packed", IsText: false, IsPacked: false, Blocks),
        new("nettrace-gz", IsText: false, IsPacked: true, Recordings),
        new("text", IsText: true, IsPacked: false, () => Texts("*.trace.txt.gz").Concat(Inputs())),
        new("report", IsText: true, IsPacked: false, () => Texts("*.report*.txt.gz")),
        new("text-gz", IsText: true, IsPacked: true, () => Texts("*.txt.gz")),
        new("stdin", IsText: true, IsPacked: false, () => Texts("*.txt.gz")),
        new("dat", IsText: false, IsPacked: false, () => Below("traces/kernel", "*.dat").Select(path => new FuzzSeed(File.ReadAllBytes(path)))),
    ];

    public IReadOnlyList<FuzzSeed> Seeds => seeds.Value;

    public static FuzzReader Find(string name) => All.Single(reader => reader.Name == name);

    public static IReadOnlyList<FuzzReader> Named(string name) => name == "all" ? All : [Find(name)];

    private static IEnumerable<FuzzSeed> Recordings() =>
        Below("traces/rules", "*.nettrace").Concat(Below("traces/museum", "*.nettrace")).Select(path => new FuzzSeed(File.ReadAllBytes(path), EventsOf(path).Count));

    private static IEnumerable<FuzzSeed> Inputs() => Below("traces/inputs", "*.txt").Select(path => new FuzzSeed(File.ReadAllBytes(path)));

    // The same recordings in the other form. EventPipe stamps them with the time, so that a case is told by its file and not by its seed alone.
    private static IEnumerable<FuzzSeed> Blocks()
    {
        var path = Path.GetTempFileName();
        try
        {
            foreach (var recording in Below("traces/rules", "violated.nettrace").Concat(Below("traces/rules", "holds.nettrace")))
            {
                var events = EventsOf(recording);
                using (var recorder = NettraceRecorder.Start(path, packed: true))
                {
                    recorder.Accept(events.ToArray());
                    recorder.Finish();
                }

                yield return new FuzzSeed(File.ReadAllBytes(path), events.Count);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IEnumerable<FuzzSeed> Texts(string pattern)
    {
        foreach (var path in Below("traces/kernel", pattern))
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
            var lines = new StringBuilder();
            for (var i = 0; i < MostLines && reader.ReadLine() is { } line; i++) lines.Append(line).Append('\n');
            yield return new FuzzSeed(Encoding.UTF8.GetBytes(lines.ToString()));
        }
    }

    private static List<VmEvent> EventsOf(string path)
    {
        var events = new EventList();
        using var trace = NettraceTrace.Open(path);
        trace.Read(events);
        return events.All;
    }

    private static IEnumerable<string> Below(string folder, string pattern) =>
        Directory.EnumerateFiles(RepositoryRoot.At(folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private sealed class EventList : IEventSink
    {
        public List<VmEvent> All { get; } = [];

        public void Accept(ReadOnlySpan<VmEvent> events) => All.AddRange(events);
    }
}
