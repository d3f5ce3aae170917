using System.Diagnostics;
using Tracer.Tests.Traces.Nettrace;
using Tracer.Traces.Files;

namespace Tracer.Tests.Cli;

/// <summary>Where a command writes: never over what it reads, never through a link, and never what is not whole.</summary>
[Collection(NettraceCollection.Name)]
public sealed class OutputTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    [Theory]
    [InlineData("trace", "trace", "it is read as well")]
    [InlineData("trace", "link", "it is read as well, as TRACE")]
    [InlineData("link", "trace", "it is read as well, as LINK")]
    [InlineData("trace", "twin", "it is read as well, as TRACE")]
    [InlineData("folder", "trace", "it is read as well")]
    public void What_is_read_is_not_written_over(string input, string output, string why)
    {
        var folder = Folder($"{input}-{output}");
        string At(string name) => name == "folder" ? folder : Path.Combine(folder, name);
        File.Copy(traces.Violated, At("trace"));
        File.CreateSymbolicLink(At("link"), "trace");
        if (output == "twin") Process.Start("ln", [At("trace"), At("twin")])!.WaitForExit();
        var before = File.ReadAllBytes(At("trace"));

        var told = Tool.Run("check", At(input), "-o", At(output)).Refusal();

        Assert.Equal($"{At(output)}: cannot be written: {why.Replace("FOLDER", folder).Replace("TRACE", At("trace")).Replace("LINK", At("link"))}", told);
        Assert.Equal(before, File.ReadAllBytes(At("trace")));
    }

    [Fact]
    public void An_earlier_report_beside_the_traces_is_none_of_them()
    {
        var folder = Folder("beside");
        File.Copy(traces.Violated, Path.Combine(folder, "trace"));
        var report = Path.Combine(folder, "report.json");

        Assert.Equal(1, Tool.Run("check", folder, "--format", "json", "-o", report).ExitCode);
        Assert.Equal(1, Tool.Run("check", folder, "--format", "json", "-o", report).ExitCode);
    }

    [Fact]
    public void A_name_may_be_as_long_as_the_file_system_lets_it()
    {
        var path = Path.Combine(Folder("long"), new string('é', 127) + "x");

        Tool.Run("check", traces.Holds, "-o", path).Done();

        Assert.True(File.Exists(path));
    }

    [Fact]
    public void An_empty_name_is_none() =>
        Assert.Equal("-o: the name of a file is wanted, and this one is empty", Tool.Run("check", traces.Holds, "-o", "").Refusal());

    [Fact]
    public void A_name_below_dev_may_be_that_of_a_file()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "there is no /dev/shm here");
        var folder = Directory.CreateDirectory($"/dev/shm/tracer-{Guid.NewGuid():N}");
        try
        {
            Tool.Run("record", "munmap", "-o", Path.Combine(folder.FullName, "run")).Done();
            Assert.Equal(0, Tool.Run("check", Path.Combine(folder.FullName, "run"), "-o", Path.Combine(folder.FullName, "report")).ExitCode);
            Assert.Equal(["report", "run"], folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_link_to_a_device_is_written_through_and_stays()
    {
        var link = Path.Combine(Folder("device"), "null");
        File.CreateSymbolicLink(link, "/dev/null");

        Tool.Run("check", traces.Holds, "-o", link).Done();

        Assert.Equal("/dev/null", new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void Who_is_ready_second_says_so_and_keeps_the_first()
    {
        var path = Path.Combine(Folder("second"), "out");
        using var first = PartialFile.Create(path);
        using var second = PartialFile.Create(path);
        Assert.NotEqual(first.Path, second.Path);
        first.Stream.Write("first"u8);
        second.Stream.Write("second"u8);

        first.Finish();
        var told = Assert.Throws<IOException>(second.Finish);

        Assert.Equal("something else has written it since this run began, and that stays", told.Message);
        Assert.Equal("first", File.ReadAllText(path));
        Assert.Equal("second", File.ReadAllText(second.Path));

        using var third = PartialFile.Create(path);
        third.Stream.Write("third"u8);
        third.Finish();
        Assert.Equal("third", File.ReadAllText(path));
    }

    private string Folder(string name) => Directory.CreateDirectory(traces.PathOf(name)).FullName;
}
