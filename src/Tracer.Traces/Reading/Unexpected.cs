namespace Tracer.Traces.Reading;

/// <summary>Tells what the program itself did wrong from what is wrong with a file, or with where the output goes.</summary>
public static class Unexpected
{
    /// <summary>True of an exception that nobody throws on purpose while a trace is read or reported on.</summary>
    public static bool Is(Exception e) => e is not (TraceFormatException or IOException or UnauthorizedAccessException or OperationCanceledException);

    /// <summary>What a person is told of it, in one line.</summary>
    /// <param name="path">The trace.</param>
    /// <param name="place">Where in it, such as <c>at event #12</c>.</param>
    /// <param name="e">What happened.</param>
    public static TraceFormatException In(string path, string place, Exception e) => new($"{path}: internal error {place}, please report; --debug tells more", e) { IsInternal = true };
}
