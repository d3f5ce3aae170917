using Microsoft.Diagnostics.Tracing;

namespace Tracer.Fuzz;

/// <summary>A <c>.nettrace</c> read by TraceEvent alone, for comparison: what it throws ends the program with its message and exit code 2.</summary>
internal static class BareTraceEvent
{
    public static int Read(string path)
    {
        var count = 0L;
        try
        {
            using var source = new EventPipeEventSource(path);
            source.AllEvents += _ => count++;
            source.Process();
            Console.WriteLine(FormattableString.Invariant($"{count} events, {source.EventsLost} dropped"));
            return 0;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(FormattableString.Invariant($"{e.GetType().Name} after {count} events: {e.Message}"));
            return 2;
        }
    }
}
