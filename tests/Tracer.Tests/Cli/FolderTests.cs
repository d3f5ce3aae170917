using System.Diagnostics;
using System.IO.Compression;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Cli;

/// <summary>A folder stands for the traces in it, whatever they are called, and nothing else in it is in the way.</summary>
[Collection(NettraceCollection.Name)]
public sealed class FolderTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    [Fact]
    public void Traces_are_known_by_their_content()
    {
        var folder = Folder("content");
        File.Copy(traces.Holds, Path.Combine(folder, "console.log"));
        File.Copy(SampleTraces.Kernel, Path.Combine(folder, "b.trace.gz"));
        using (var unpacked = File.Create(Path.Combine(folder, "below", "trace")))
        using (var packed = new GZipStream(File.OpenRead(SampleTraces.PlantedKernel), CompressionMode.Decompress)) packed.CopyTo(unpacked);

        var lines = Tool.Run("check", folder).Done(exitCode: 1);

        Assert.Equal([$"holds         {folder}/b.trace.gz", $"violated      {folder}/below/trace", $"holds         {folder}/console.log"], lines[..3].Select(line => line.Split(": ")[0]));
        Assert.Equal("3 traces: 2 hold, 1 violated", lines[3]);
    }

    [Fact]
    public void What_is_no_trace_is_told_of_and_is_no_error()
    {
        var folder = Folder("junk");
        File.Copy(traces.Holds, Path.Combine(folder, "run"));
        File.WriteAllBytes(Path.Combine(folder, "tool"), [0x7f, .. "ELF"u8, 0, 0]);
        File.WriteAllBytes(Path.Combine(folder, "other"), [0xca, 0xfe, 0, 0]);
        File.WriteAllBytes(Path.Combine(folder, "empty"), []);
        File.WriteAllBytes(Path.Combine(folder, "run.xz"), [0xfd, .. "7zXZ\0\0"u8]);
        foreach (var name in "abcde") File.WriteAllText(Path.Combine(folder, $"{name}.c"), "int main(void) { return 0; }\n");

        var told = Tool.Run("check", folder);

        Assert.Equal(0, told.ExitCode);
        Assert.StartsWith("holds — ", told.Output, StringComparison.Ordinal);
        Assert.Equal(
        [
            $"tracer: 5 files passed over (no line of a kernel trace): {folder}/a.c, {folder}/b.c, {folder}/c.c, …",
            $"tracer: 1 file passed over (is empty): {folder}/empty",
            $"tracer: 2 files passed over (a binary form that is not known): {folder}/other, {folder}/tool",
            $"tracer: 1 file passed over (is packed by xz; give it as `xzcat FILE | tracer check -`): {folder}/run.xz",
        ], told.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void What_is_named_must_be_a_trace()
    {
        var folder = Folder("named");
        var notes = Path.Combine(folder, "notes.txt");
        File.WriteAllText(notes, "hello\n");
        File.Copy(traces.Holds, Path.Combine(folder, "run"));

        var lines = Tool.Run("check", Path.Combine(folder, "run"), notes).Done(exitCode: 2);

        Assert.StartsWith($"unreadable    {notes}: no line of a kernel trace", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_that_cannot_be_read_is_an_error_wherever_it_was_found()
    {
        var folder = Folder("newer");
        File.Copy(traces.Holds, Path.Combine(folder, "run"));
        File.WriteAllBytes(Path.Combine(folder, "newer"), [.. "Nettrace"u8, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

        Assert.Equal("2 traces: 1 holds, 1 unreadable", Tool.Run("check", folder).Done(exitCode: 2)[^1]);
    }

    [Fact]
    public void Each_folder_must_hold_a_trace()
    {
        var (one, other) = (Folder("one"), Folder("other"));
        File.Copy(traces.Holds, Path.Combine(one, "run"));

        var lines = Tool.Run("check", one, other).Done(exitCode: 2);

        Assert.Equal($"unreadable    {other}: this folder holds no trace", lines[1]);
    }

    [Fact]
    public void Links_in_a_circle_links_to_nothing_and_pipes_do_not_end_the_walk()
    {
        var folder = Folder("links");
        File.Copy(traces.Holds, Path.Combine(folder, "run"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "below", "up"), folder);
        File.CreateSymbolicLink(Path.Combine(folder, "gone"), "nowhere");
        File.CreateSymbolicLink(Path.Combine(folder, "itself"), "itself");
        File.CreateSymbolicLink(Path.Combine(folder, "same"), "run");
        Process.Start("mkfifo", [Path.Combine(folder, "pipe")])!.WaitForExit();
        File.CreateSymbolicLink(Path.Combine(folder, "to-pipe"), "pipe");

        var told = Tool.Run("check", folder);

        Assert.Equal(0, told.ExitCode);
        Assert.StartsWith("holds — ", told.Output, StringComparison.Ordinal);
        Assert.Equal(
        [
            $"tracer: 1 file passed over (a link to a folder): {folder}/below/up",
            $"tracer: 2 files passed over (a link to nothing): {folder}/gone, {folder}/itself",
            $"tracer: 2 files passed over (is empty): {folder}/pipe, {folder}/to-pipe",
            $"tracer: 1 file passed over (the same file as {folder}/run): {folder}/same",
        ], told.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_file_is_checked_once_however_often_it_is_reached()
    {
        var folder = Folder("again");
        var run = Path.Combine(folder, "below", "run");
        File.Copy(traces.Violated, run);
        File.CreateSymbolicLink(Path.Combine(folder, "a-link"), "below/run");
        Process.Start("ln", [run, Path.Combine(folder, "twin")])!.WaitForExit();

        var both = Tool.Run("check", folder, Path.Combine(folder, "below"));
        Assert.Equal(1, both.ExitCode);
        Assert.StartsWith("violated — ", both.Output, StringComparison.Ordinal);
        Assert.Equal([$"tracer: 3 files passed over (the same file as {run}): {folder}/a-link, {folder}/twin, {run}"], both.Error.TrimEnd('\n').Split('\n'));

        // Whoever names a file twice wants it twice.
        Assert.Equal("2 traces: 2 violated", Tool.Run("check", run, Path.Combine(folder, "a-link")).Done(exitCode: 1)[^1]);
    }

    [Fact]
    public void All_is_told_when_asked_for()
    {
        var lines = Tool.Run("check", traces.Violated, traces.Holds, "--verbose").Done(exitCode: 1);

        Assert.Equal($"{traces.Violated}:", lines[0]);
        Assert.Equal(Tool.Run("check", traces.Violated).Lines, lines[1..(Array.IndexOf(lines, $"{traces.Holds}:") - 1)]);
        Assert.Equal("2 traces: 1 holds, 1 violated", lines[^1]);
    }

    private string Folder(string name)
    {
        var folder = Directory.CreateDirectory(traces.PathOf(name));
        folder.CreateSubdirectory("below");
        return folder.FullName;
    }
}
