using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Tracer.Traces.Nettrace;
using Tracer.Traces.Reading;
using Tracer.Traces.Files;

namespace Tracer.Traces.Recording;

/// <summary>
/// Records the events it takes into a <c>.nettrace</c> file, through EventSource and an EventPipe session on this very process.
/// Until <see cref="Finish"/> has returned, and for good if it never does, the file is called <see cref="PartialPath"/>.
/// </summary>
/// <remarks>
/// EventPipe knows providers by process, so two recordings at once would each get both runs: the second one waits for the first
/// to be disposed. A recorder takes events from one thread at a time.
/// </remarks>
public sealed class NettraceRecorder : IEventSink, IDisposable
{
    private const int BufferMegabytes = 128;

    // What the buffer needs for an event besides its payload.
    private const int EventOverhead = 128;

    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    private readonly string path;
    private readonly PartialFile partial;
    private readonly Stream file;
    private readonly EventPipeSession session;
    private readonly SessionCopy copy;
    private readonly VmEvent[]? block;
    private readonly long bytesPerMark;
    private readonly bool waits;
    private int filled;
    private long ahead;
    private long taken;
    private bool stopped;
    private bool disposed;

    private NettraceRecorder(string path, PartialFile partial, EventPipeSession session, bool packed, Settings settings)
    {
        this.path = path;
        this.partial = partial;
        this.session = session;
        file = settings.Through(partial.Stream);
        waits = settings.Waits;
        copy = new SessionCopy(session.EventStream, file);
        if (packed) block = new VmEvent[PackedBlock.Capacity];

        // EventPipe drops what its buffer does not hold. At most half of it is let in before the file has caught up: a mark is
        // set every quarter, and waited for when the next one is due.
        bytesPerMark = settings.BufferMegabytes * 1024L * 1024 / 4;
    }

    /// <summary>Where the recording is until it is complete.</summary>
    public string PartialPath => partial.Path;

    /// <summary>Opens the file and the session.</summary>
    /// <param name="path">The file to be; an existing one is replaced by <see cref="Finish"/>.</param>
    /// <param name="packed">Writes blocks of 256 events, which costs a fraction and which only Tracer can read.</param>
    /// <exception cref="IOException">The file cannot be written, or the runtime's diagnostics are switched off.</exception>
    public static NettraceRecorder Start(string path, bool packed = false) => Start(path, packed, new Settings());

    internal static NettraceRecorder Start(string path, bool packed, Settings settings)
    {
        OneAtATime.Wait();
        PartialFile? partial = null;
        try
        {
            partial = PartialFile.Create(path);
            _ = VmEventSource.Log;
            return new NettraceRecorder(path, partial, StartSession(settings.BufferMegabytes), packed, settings);
        }
        catch
        {
            partial?.Drop();
            OneAtATime.Release();
            throw;
        }
    }

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        taken += EventCount.In(events);
        if (block is null) AcceptTyped(events);
        else AcceptPacked(events, block);
    }

    /// <summary>Waits until every event is in the file, and gives it its name.</summary>
    /// <exception cref="EventsLostException">The runtime dropped some; what was recorded stays in the partial file.</exception>
    /// <exception cref="IOException">It could not all be written; what there is stays in the partial file.</exception>
    public void Finish()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        try
        {
            WriteBlock();
            Stop();
            if (copy.Failure is { } failure) throw new IOException(failure.Message, failure);
            if (!waits || copy.MayHaveLost) TellLoss();
            partial.Finish();
        }
        catch (Exception e) when (e is not EventsLostException && e is IOException or UnauthorizedAccessException)
        {
            throw Incomplete(e);
        }
    }

    /// <summary>Ends the recording; without <see cref="Finish"/> before it, the partial file stays.</summary>
    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        try
        {
            WriteBlock(mayWait: false);
            Stop();
        }
        catch (IOException)
        {
            // It is given up, and as far as it could be written it is there.
        }
        finally
        {
            partial.Dispose();
            OneAtATime.Release();
        }
    }

    private static EventPipeSession StartSession(int bufferMegabytes)
    {
        var provider = new EventPipeProvider(EventPayload.ProviderName, EventLevel.Verbose);
        var configuration = new EventPipeSessionConfiguration([provider], bufferMegabytes, requestRundown: false, requestStackwalk: false);
        try
        {
            return new DiagnosticsClient(Environment.ProcessId).StartEventPipeSession(configuration);
        }
        catch (DiagnosticsClientException e)
        {
            throw new IOException($"cannot record: the .NET runtime opens no EventPipe session ({e.Message}); DOTNET_EnableDiagnostics must not be 0", e);
        }
    }

    private IOException Incomplete(Exception why) =>
        new($"{path}: cannot be written: {why.Message}; what was recorded stays in {PartialPath}", why);

    // What was lost the file itself tells, as it will to everyone who reads it.
    private void TellLoss()
    {
        using var trace = NettraceTrace.Open(new FileStream(PartialPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), path);
        var count = new EventCount();
        var held = trace.Read(count);
        if (count.Events < taken) throw new EventsLostException(PartialPath, taken - count.Events, held);
    }

    private void AcceptTyped(ReadOnlySpan<VmEvent> events)
    {
        foreach (ref readonly var e in events)
        {
            StayInReach(in e, EventOverhead + VmEvent.Size);
            VmEventSource.Log.Write(in e);
        }
    }

    private void AcceptPacked(ReadOnlySpan<VmEvent> events, VmEvent[] block)
    {
        while (!events.IsEmpty)
        {
            var taken = Math.Min(events.Length, block.Length - filled);
            events[..taken].CopyTo(block.AsSpan(filled));
            filled += taken;
            events = events[taken..];
            if (filled == block.Length) WriteBlock();
        }
    }

    private void WriteBlock(bool mayWait = true)
    {
        if (block is null || filled == 0) return;
        if (mayWait) StayInReach(in block[0], EventOverhead + block.Length * VmEvent.Size);
        VmEventSource.Log.WritePacked(block.AsSpan(0, filled));
        filled = 0;
    }

    private void StayInReach(in VmEvent next, int bytes)
    {
        ahead += bytes;
        if (ahead < bytesPerMark || !waits) return;
        copy.WaitForIt();
        if (copy.Failure is { } failure) throw Incomplete(failure);
        copy.LookFor(in next);
        ahead = 0;
    }

    private void Stop()
    {
        if (stopped) return;
        stopped = true;
        try
        {
            session.Stop();
        }
        finally
        {
            copy.WaitForEnd();
            session.Dispose();
            OwnCommandLine.Blank(file);
        }
    }

    /// <summary>How a recording is made, which only tests have reason to change.</summary>
    internal sealed record Settings
    {
        public int BufferMegabytes { get; init; } = NettraceRecorder.BufferMegabytes;

        /// <summary>Whether events wait for room in the buffer.</summary>
        public bool Waits { get; init; } = true;

        /// <summary>What the file is written through.</summary>
        public Func<Stream, Stream> Through { get; init; } = file => file;
    }

    private sealed class EventCount : IEventSink
    {
        public long Events { get; private set; }

        // What tells of losses in what is recorded is told again by whoever reads it, and more where there are more.
        public static int In(ReadOnlySpan<VmEvent> events)
        {
            var count = 0;
            foreach (ref readonly var e in events)
                if (e.Header.Kind != EventKind.EventsLost) count++;
            return count;
        }

        public void Accept(ReadOnlySpan<VmEvent> events) => Events += In(events);
    }
}
