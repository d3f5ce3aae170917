using System.Text;
using Microsoft.Diagnostics.Tracing;

namespace Tracer.Tests.Traces.Nettrace;

[Collection(NettraceCollection.Name)]
public sealed class OwnCommandLineTests : IDisposable
{
    private readonly Recordings recordings = new();

    public void Dispose() => recordings.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_recording_says_nothing_of_the_machine_that_made_it(bool packed)
    {
        var path = recordings.Record(Recordings.Run(changes: 10), packed);

        var commandLines = new List<string>();
        using (var source = new EventPipeEventSource(path))
        {
            source.Dynamic.All += e =>
            {
                if (e.EventName == "ProcessInfo") commandLines.Add((string)e.PayloadByName("CommandLine"));
            };
            source.Process();
        }

        Assert.NotEqual("", Assert.Single(commandLines));
        Assert.Equal("", commandLines[0].Trim());
        Assert.Equal(-1, File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.Unicode.GetBytes(AppContext.BaseDirectory)));
        Assert.Equal(14, Recordings.Read(path).Events.Length);
    }

    [Fact]
    public void A_recording_given_up_says_nothing_either()
    {
        var path = recordings.PathOf("run.nettrace");
        var recorder = NettraceRecorder.Start(path);
        using (recorder) recorder.Accept(Recordings.Run(changes: 10));

        Assert.Equal(-1, File.ReadAllBytes(recorder.PartialPath).AsSpan().IndexOf(Encoding.Unicode.GetBytes(Environment.ProcessPath!)));
    }

    [Fact]
    public void It_is_found_wherever_the_pieces_that_are_read_begin()
    {
        for (var before = 0; before < 20; before++)
        {
            byte[] rest = [0, 0, .. "Linux"u8, 0];
            var bytes = new MemoryStream();
            bytes.Write(new byte[before]);
            bytes.Write(Encoding.Unicode.GetBytes("/bin/x /bin/x.dll"));
            bytes.Write(rest);

            OwnCommandLine.Blank(bytes, "/bin/x ", chunkSize: 7);

            Assert.Equal([.. new byte[before], .. Encoding.Unicode.GetBytes(new string(' ', 17)), .. rest], bytes.ToArray());
        }
    }

    [Fact]
    public void Without_one_nothing_changes()
    {
        var bytes = new MemoryStream([1, 2, 3, 4, 5]);

        OwnCommandLine.Blank(bytes, "/bin/x ", chunkSize: 2);

        Assert.Equal([1, 2, 3, 4, 5], bytes.ToArray());
    }
}
