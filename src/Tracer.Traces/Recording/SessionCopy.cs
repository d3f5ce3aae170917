using System.Runtime.InteropServices;

namespace Tracer.Traces.Recording;

/// <summary>
/// Copies what EventPipe sends into a file on a thread of its own, and can tell when a given event has arrived there, which
/// lets the recorder wait instead of running EventPipe's buffer over.
/// </summary>
internal sealed class SessionCopy
{
    private const int MarkSize = 2 * sizeof(long);
    private const int ChunkSize = 256 * 1024;

    // How long the session may say nothing before the event is taken for lost. A disk may take its time: while it is written to, nothing is lost.
    private const int PatienceMs = 2000;

    private readonly Stream from;
    private readonly Stream to;
    private readonly Thread thread;
    private readonly object gate = new();
    private readonly byte[] mark = new byte[MarkSize];
    private bool awaited;
    private bool writing;
    private bool ended;
    private long copied;

    public SessionCopy(Stream from, Stream to)
    {
        this.from = from;
        this.to = to;
        thread = new Thread(Copy) { IsBackground = true, Name = "Tracer recording" };
        thread.Start();
    }

    /// <summary>Why copying ended early; null if it did not.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>An event that was waited for did not come.</summary>
    public bool MayHaveLost { get; private set; }

    /// <summary>Looks out for an event that is about to be written: sequence and timestamp lie together at its front.</summary>
    public void LookFor(in VmEvent e)
    {
        lock (gate)
        {
            MemoryMarshal.AsBytes(new ReadOnlySpan<VmEvent>(in e))[..MarkSize].CopyTo(mark);
            awaited = true;
        }
    }

    /// <summary>Waits until that event has arrived in the file, or cannot any more.</summary>
    public void WaitForIt()
    {
        lock (gate)
        {
            while (awaited && !ended)
            {
                var before = copied;
                if (Monitor.Wait(gate, PatienceMs) || copied != before || writing) continue;
                awaited = false;
                MayHaveLost = true;
            }
        }
    }

    /// <summary>Waits until EventPipe has sent everything.</summary>
    public void WaitForEnd() => thread.Join();

    private void Copy()
    {
        try
        {
            // The front of the buffer keeps the end of the chunk before, where a mark may have begun.
            var buffer = new byte[MarkSize - 1 + ChunkSize];
            var kept = 0;
            while (from.Read(buffer, kept, ChunkSize) is var read and > 0)
            {
                Write(buffer.AsSpan(kept, read));
                var filled = buffer.AsSpan(0, kept + read);
                Arrived(filled, read);
                kept = Math.Min(MarkSize - 1, filled.Length);
                filled[^kept..].CopyTo(buffer);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            Failure ??= e;
        }
        finally
        {
            End();
        }
    }

    // What cannot be written is still taken from the session: it would wait for ever for somebody to read what it has to say before it ends.
    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (Failure is not null) return;
        try
        {
            SetWriting(true);
            to.Write(bytes);
            SetWriting(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            Failure = e;
            End();
        }
    }

    private void SetWriting(bool value)
    {
        lock (gate) writing = value;
    }

    private void End()
    {
        lock (gate)
        {
            ended = true;
            Monitor.PulseAll(gate);
        }
    }

    private void Arrived(ReadOnlySpan<byte> bytes, int read)
    {
        lock (gate)
        {
            copied += read;
            if (awaited && bytes.IndexOf(mark) >= 0) awaited = false;
            Monitor.PulseAll(gate);
        }
    }
}
