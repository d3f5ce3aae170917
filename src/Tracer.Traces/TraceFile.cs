using Tracer.Traces.Files;
using Tracer.Traces.Foreign;
using Tracer.Traces.Ftrace;
using Tracer.Traces.Nettrace;
using Tracer.Traces.Reading;

namespace Tracer.Traces;

/// <summary>Opens a trace of any form. The content tells the form; the file's name means nothing.</summary>
public static class TraceFile
{
    /// <summary>The path that stands for standard input.</summary>
    public const string StandardInput = "-";

    private const string Allowed = "a trace is a .nettrace file, ftrace text or a trace.dat, plain or gzip";
    private const string UnknownBinary = "a binary form that is not known";
    private const int PeekSize = 4096;

    // There are files that unpack to themselves.
    private const int MostLayers = 3;

    // The longest mark of a form. A live trace may have no more to say for a while.
    private const int LeastPeek = 10;

    private static ReadOnlySpan<byte> Gzip => [0x1f, 0x8b];

    /// <param name="path">A file, or <see cref="StandardInput"/>; with <c>#2</c> behind it, the second trace in it.</param>
    /// <param name="kernel">The kernel's version as the user gives it; null if he does not.</param>
    /// <param name="readsAhead">Much of a stream may be read before anything is told of it.</param>
    /// <param name="stop">Nobody wants to read on: the trace ends where it is.</param>
    /// <exception cref="TraceFormatException">There is no such file, it cannot be read, or it is no trace.</exception>
    public static ITrace Open(string path, string? kernel = null, bool readsAhead = false, CancellationToken stop = default)
    {
        try
        {
            var place = TraceInFile.Of(path);
            var first = new GuardedTrace(OpenFirst(place.File, kernel, readsAhead || place.Number > 1, stop));
            return place.Number == 1 ? first : place.In(first);
        }
        catch (Exception e) when (e is not ArgumentException && Unexpected.Is(e))
        {
            throw Unexpected.In(path, "at its beginning", e);
        }
    }

    private static ITrace OpenFirst(string path, string? kernel, bool readsAhead, CancellationToken stop)
    {
        var bytes = OpenBytes(path, stop);
        try
        {
            return Recognise(Peek(bytes), bytes.CanSeek ? new Rereadable(bytes) : null, path, kernel, isLive: !bytes.CanSeek && !readsAhead);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            bytes.Dispose();
            throw new TraceFormatException($"{path}: cannot be read: {e.Message}", e);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private static Stream OpenBytes(string path, CancellationToken stop)
    {
        if (path == StandardInput)
        {
            if (!Descriptor.IsGiven(Descriptor.Input)) throw new TraceFormatException($"{path}: standard input is closed");
            return InterruptibleStream.Of(Console.OpenStandardInput(), Descriptor.Input, stop);
        }

        if (Directory.Exists(path)) throw new TraceFormatException($"{path}: is a directory; {Allowed}");
        if (!File.Exists(path)) throw new TraceFormatException($"{path}: there is no such file");
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return InterruptibleStream.Of(file, (int)file.SafeFileHandle.DangerousGetHandle(), stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TraceFormatException($"{path}: cannot be opened: {e.Message}", e);
        }
    }

    // A .nettrace is read twice, first for its origin, and the CPUs of a trace.dat lie in different places.
    private static ITrace Recognise(PeekStream bytes, Rereadable? file, string path, string? kernel, bool isLive, int layers = 0)
    {
        var beginning = bytes.Beginning;
        if (beginning.IsEmpty) throw NoTrace(path, $"is empty; {Allowed}", "is empty");
        if (beginning.StartsWith(Gzip))
        {
            if (layers == MostLayers) throw new TraceFormatException($"{path}: is packed by gzip more than {MostLayers} times over");
            return Recognise(Peek(new GzipText(bytes)), file?.Packed, path, kernel, isLive, layers + 1);
        }

        if (NettraceTrace.Recognises(beginning)) return NettraceTrace.Open(file ?? new Rereadable(TemporaryFile.Of(bytes, path)), path, kernel);
        if (TraceDatTrace.Recognises(beginning)) return TraceDatTrace.Open(bytes.FromBeginning() is { CanSeek: true } whole ? whole : TemporaryFile.Of(bytes, path), path, kernel);
        if (BinaryForms.Of(beginning) is { } binary) throw NoTrace(path, binary, binary);
        if (beginning.Contains((byte)0))
            throw NoTrace(path, $"begins with {Convert.ToHexStringLower(beginning[..Math.Min(8, beginning.Length)])}, {UnknownBinary}; {Allowed}", UnknownBinary);
        if (TextForms.TakenForTrace(beginning) is { } text) throw NoTrace(path, text, text);
        return FtraceTrace.Open(bytes.FromBeginning(), path, kernel, isLive);
    }

    private static TraceFormatException NoTrace(string path, string message, string what) => new($"{path}: {message}") { NoTrace = what };

    private static PeekStream Peek(Stream bytes) => new(bytes, PeekSize, LeastPeek);
}
