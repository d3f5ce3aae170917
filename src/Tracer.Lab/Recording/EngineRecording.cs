using Tracer.Engine;
using Tracer.Engine.Faults;
using Tracer.Traces.Recording;

namespace Tracer.Lab.Recording;

/// <summary>Runs the engine and writes a trace.</summary>
public static class EngineRecording
{
    /// <summary>Records the run of a request; the file appears under its name when it is complete.</summary>
    /// <exception cref="ArgumentException">The request names something unknown, or the file cannot be written.</exception>
    /// <exception cref="EventsLostException">The recording lacks events, and has not got its name.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the message says where what was recorded is.</exception>
    public static RecordingResult Record(RunRequest request, string path, bool packed = false, CancellationToken stop = default)
    {
        var simulation = Simulation.Prepare(request);
        var hash = new EventHash();
        NettraceRecorder? recorder = null;
        try
        {
            using (recorder = NettraceRecorder.Start(path, packed))
            {
                var outcome = simulation.Run(new Fanout([new Until(stop), hash, recorder]));
                recorder.Finish();
                return new RecordingResult(path, outcome, hash.ToString()) { UnmetFaults = simulation.UnmetFaults };
            }
        }
        catch (OperationCanceledException) when (recorder is not null)
        {
            throw new OperationCanceledException($"{path}: the run was stopped; what was recorded until then is in {recorder.PartialPath}", stop);
        }
        catch (Exception e) when (e is IOException and not EventsLostException or UnauthorizedAccessException)
        {
            throw new ArgumentException(recorder is null ? $"{path}: cannot be written: {e.Message}" : e.Message, e);
        }
    }
}

/// <summary>What was recorded.</summary>
/// <param name="Path">The file.</param>
/// <param name="Outcome">How the run ended.</param>
/// <param name="Hash">Of everything but the timestamps, as <c>info</c> prints it.</param>
public sealed record RecordingResult(string Path, RunOutcome Outcome, string Hash)
{
    /// <summary>The planted bugs that the run has not come by, so that they have done nothing.</summary>
    public IReadOnlyList<PlantedFault> UnmetFaults { get; init; } = [];
}
