using Microsoft.Diagnostics.Tracing;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Nettrace;

/// <summary>An EventPipe file, recorded by Tracer or by any tool that had the provider <c>Tracer-Vm</c> switched on; typed and packed events alike.</summary>
public sealed class NettraceTrace : ITrace
{
    internal const string NoEvent = $"no event of provider {EventPayload.ProviderName}";

    // A run names itself in its first events.
    private const long HeadBytes = 1 << 20;

    private readonly Rereadable file;
    private string noEvent = NoEvent;

    private NettraceTrace(Rereadable file, string path, string? kernel)
    {
        this.file = file;
        Path = path;
        Origin = FindOrigin() with { Contradiction = kernel is null ? null : $"Linux {kernel} was asked for: that is for kernels' traces, and this is judged by what it says itself" };
    }

    public string Path { get; }

    public TraceOrigin Origin { get; }

    public static NettraceTrace Open(string path) => Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1), path);

    /// <summary>Opens a file that is open already, at its beginning.</summary>
    /// <param name="file">Can seek; belongs to the trace from now on.</param>
    /// <param name="path">What the user calls it.</param>
    /// <exception cref="TraceFormatException">It is of a version that is not read.</exception>
    public static NettraceTrace Open(Stream file, string path) => Open(new Rereadable(file), path);

    /// <summary>Opens a file that is open already.</summary>
    /// <param name="file">Belongs to the trace from now on.</param>
    /// <param name="path">What the user calls it.</param>
    /// <param name="kernel">The kernel's version as the user gives it: a recording says itself what it is, so it is told that it is not used; null if he does not.</param>
    /// <exception cref="TraceFormatException">It is of a version that is not read.</exception>
    internal static NettraceTrace Open(Rereadable file, string path, string? kernel = null)
    {
        using (var beginning = file.FromBeginning()) NettraceVersion.Check(beginning, path);
        return new NettraceTrace(file, path, kernel);
    }

    /// <summary>Whether a file that begins like this is one.</summary>
    public static bool Recognises(ReadOnlySpan<byte> beginning) => beginning.StartsWith(NettraceStream.Magic);

    public Completeness Read(IEventSink sink) => Read(sink, long.MaxValue, out _);

    public void Dispose() => file.Dispose();

    private TraceOrigin FindOrigin()
    {
        var seen = Look(HeadBytes);
        // Another provider may have been first: then only the whole file can tell.
        if (!seen.Any && seen.IsCut) seen = Look(long.MaxValue);
        if (!seen.Any) noEvent = NoEvent + Providers();
        var protocol = seen.Name(NameSpace.Protocol);
        var kernel = seen.Name(NameSpace.Kernel);
        var knownFrom = protocol is null && kernel is null ? KnownFrom.None : KnownFrom.Header;
        return new TraceOrigin(TraceSourceKind.Nettrace, protocol, kernel, knownFrom, seen.Any ? null : noEvent);
    }

    private ProviderCount Providers()
    {
        using var bytes = file.FromBeginning();
        using var mended = new NettraceStream(bytes);
        using var source = new EventPipeEventSource(mended);
        var count = new ProviderCount();
        count.ListenTo(source);
        Process(source, new EventBatch(new Head()), mended);
        return count;
    }

    private Head Look(long limit)
    {
        var head = new Head();
        Read(head, limit, out var isCut);
        head.IsCut = isCut;
        return head;
    }

    private Completeness Read(IEventSink sink, long limit, out bool isCut)
    {
        using var bytes = file.FromBeginning();
        using var mended = new NettraceStream(bytes, limit);
        using var source = new EventPipeEventSource(mended);
        var continuity = new Continuity(sink);
        var batch = new EventBatch(continuity, Refuse);
        _ = new VmTraceEventParser(source, batch);
        var damage = Process(source, batch, mended);
        batch.Flush();
        isCut = mended.IsCut;
        return continuity.Close(source.EventsLost, damage, noEvent);
    }

    private void Refuse(in VmEvent e, string why) =>
        throw new TraceFormatException(FormattableString.Invariant($"{Path}: event #{e.Header.Sequence}, {e.Header.Kind}, cannot be: {why}"));

    // TraceEvent meets a damaged file with whatever exception comes of it; only the sink's own are not the file's fault.
    private static string? Process(EventPipeEventSource source, EventBatch batch, NettraceStream mended)
    {
        try
        {
            source.Process();
            return mended.Damage;
        }
        catch (Exception e) when (!batch.IsDelivering && e is not TraceFormatException)
        {
            return mended.Damage ?? FormattableString.Invariant($"the file is damaged before byte {mended.Position:N0} ({e.Message})");
        }
    }

    private sealed class Head : IEventSink
    {
        private readonly Names names = new();

        public bool Any { get; private set; }

        /// <summary>There is more of the file than was looked at.</summary>
        public bool IsCut { get; set; }

        public string? Name(NameSpace space) => names.All(space) is [var first, ..] ? first : null;

        public void Accept(ReadOnlySpan<VmEvent> events)
        {
            Any |= !events.IsEmpty;
            names.Accept(events);
        }
    }
}
