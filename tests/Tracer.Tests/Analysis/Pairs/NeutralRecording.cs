using System.Text;
using Tracer.Events;
using Tracer.Traces.Recording;

namespace Tracer.Tests.Analysis.Pairs;

/// <summary>Records events into a file that says nothing of the machine it was made on.</summary>
internal static class NeutralRecording
{
    public static void Write(string path, ReadOnlySpan<VmEvent> events)
    {
        using (var recorder = NettraceRecorder.Start(path))
        {
            recorder.Accept(events);
            recorder.Finish();
        }

        var bytes = File.ReadAllBytes(path);
        BlankCommandLine(bytes);
        File.WriteAllBytes(path, bytes);
    }

    // EventPipe puts the recording process's command line into every file, as UTF-16 up to a NUL. Blanks keep the file's structure.
    private static void BlankCommandLine(Span<byte> file)
    {
        var program = Encoding.Unicode.GetBytes(Environment.ProcessPath!);
        var at = file.IndexOf(program);
        Assert.True(at >= 0, $"the recording does not hold {Environment.ProcessPath}: the command line is not where it was");
        for (; file[at] != 0 || file[at + 1] != 0; at += 2) (file[at], file[at + 1]) = ((byte)' ', 0);
        if (file.IndexOf(program) >= 0) BlankCommandLine(file);
    }
}
