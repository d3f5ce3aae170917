using Tracer.Traces.Recording;

namespace Tracer.Benchmarks;

/// <summary>The same events recorded typed and packed, in files of their own until they are deleted.</summary>
internal sealed class RecordedTraces
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracer-");

    public RecordedTraces(VmEvent[] events)
    {
        foreach (var (path, packed) in new[] { (TypedPath, false), (PackedPath, true) })
        {
            using var recorder = NettraceRecorder.Start(path, packed);
            recorder.Accept(events);
            recorder.Finish();
        }
    }

    public string TypedPath => Path.Combine(folder.FullName, "typed.nettrace");

    public string PackedPath => Path.Combine(folder.FullName, "packed.nettrace");

    public void Delete() => folder.Delete(recursive: true);
}
