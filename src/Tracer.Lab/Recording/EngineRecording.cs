using Tracer.Engine;
using Tracer.Traces.Recording;

namespace Tracer.Lab.Recording;

/// <summary>Runs the engine and writes a trace.</summary>
public static class EngineRecording
{
    /// <summary>Records the run of a request; the file appears under its name when it is complete.</summary>
    /// <exception cref="ArgumentException">The request names something unknown, or the file cannot be written.</exception>
    public static RecordingResult Record(RunRequest request, string path, bool packed = false)
    {
        var simulation = Simulation.Prepare(request);
        var hash = new EventHash();
        try
        {
            using var recorder = NettraceRecorder.Start(path, packed);
            var outcome = simulation.Run(new Fanout([hash, recorder]));
            recorder.Finish();
            return new RecordingResult(path, outcome, hash.ToString());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{path}: cannot be written: {e.Message}", e);
        }
    }
}

/// <summary>What was recorded.</summary>
/// <param name="Path">The file.</param>
/// <param name="Outcome">How the run ended.</param>
/// <param name="Hash">Of everything but the timestamps, as <c>info</c> prints it.</param>
public sealed record RecordingResult(string Path, RunOutcome Outcome, string Hash);
