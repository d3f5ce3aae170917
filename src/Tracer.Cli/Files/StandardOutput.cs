using Microsoft.Win32.SafeHandles;
using Tracer.Traces.Files;

namespace Tracer.Cli.Files;

/// <summary>Where a command's output goes.</summary>
internal static class StandardOutput
{
    private const int BrokenPipe = 32;
    private const int BrokenPipeOnWindows = unchecked((int)0x8007006d);
    private const int ClosingPipeOnWindows = unchecked((int)0x800700e8);

    /// <summary>A screen gets line by line, a file or a pipe many lines at once.</summary>
    public static TextWriter Open() => !Descriptor.IsGiven(Descriptor.Output) ? new StreamWriter(new ClosedStream())
        : Console.IsOutputRedirected ? new StreamWriter(Redirected(), bufferSize: 1 << 16) : Console.Out;

    /// <summary>Where complaints go: nowhere if nobody gave a place for them.</summary>
    public static TextWriter OpenError() => Descriptor.IsGiven(Descriptor.Error) ? Console.Error : TextWriter.Null;

    /// <summary>It is a pipe, or a screen, which may go away.</summary>
    public static bool CanLoseReader => Descriptor.IsGiven(Descriptor.Output) && FileStatus.OfDescriptor(Descriptor.Output) is { Kind: FileKind.Device };

    /// <summary>Waits until whoever reads it is gone.</summary>
    public static bool WaitUntilNobodyReads() => Descriptor.WaitUntilNobodyReads(Descriptor.Output);

    /// <summary>Whoever read the output reads no more: there is no use in going on, and nothing to complain of.</summary>
    public static bool HasNoReader(IOException e) => e.HResult is BrokenPipe or BrokenPipeOnWindows or ClosingPipeOnWindows;

    // The console's own stream says nothing when its reader is gone. Of a file, which others may write to as well, it knows better where to write.
    private static Stream Redirected()
    {
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }

    private sealed class ClosedStream : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("standard output is closed");

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
