using System.Diagnostics;
using SkiaSharp;
using Tracer.Testing;

namespace Tracer.Tests.Charts;

/// <summary>The pictures of the repository are those that the commands beside them draw.</summary>
public sealed class PicturesTests : IDisposable
{
    private const string Folder = "traces/pictures";
    private const string Prompt = "    tracer ";
    private const int LargestPng = 300_000;
    private const int Rounding = 8;
    private readonly DirectoryInfo drawn = Directory.CreateTempSubdirectory("tracer-");

    public static TheoryData<string> Commands => [.. Page.Where(line => line.StartsWith(Prompt, StringComparison.Ordinal)).Select(line => line[Prompt.Length..])];

    private static string[] Page => File.ReadAllLines(RepositoryRoot.At($"{Folder}/README.md"));

    public void Dispose() => drawn.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_picture_is_what_its_command_draws(string command)
    {
        var path = command.Split(' ')[^1];
        var (committed, now) = (RepositoryRoot.At(path), Path.Combine(drawn.FullName, Path.GetFileName(path)));
        Type([.. command.Split(' ')[..^1], now]);
        if (Golden.IsUpdating) File.Copy(now, committed, overwrite: true);

        if (path.EndsWith(".svg", StringComparison.Ordinal)) Assert.Equal(File.ReadAllText(committed), File.ReadAllText(now));
        else AssertSamePixels(committed, now);
    }

    [Fact]
    public void Every_picture_has_its_command() =>
        Assert.Equal(
            Directory.GetFiles(RepositoryRoot.At(Folder)).Select(file => $"{Folder}/{Path.GetFileName(file)}").Where(file => !file.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            Commands.Select(row => row.Data.Split(' ')[^1]).Order(StringComparer.Ordinal));

    private static void AssertSamePixels(string committed, string now)
    {
        Assert.InRange(new FileInfo(committed).Length, 1, LargestPng);
        using var before = SKBitmap.Decode(committed);
        using var after = SKBitmap.Decode(now);
        Assert.Equal((before.Width, before.Height), (after.Width, after.Height));
        Assert.True(before.Pixels.Distinct().Take(8).Count() == 8, "the picture is empty");
        var other = before.Pixels.Zip(after.Pixels).Count(pair => Distance(pair.First, pair.Second) > Rounding);
        Assert.True(other == 0, $"{other} pixels differ");
    }

    private static int Distance(SKColor one, SKColor other) =>
        Math.Max(Math.Abs(one.Red - other.Red), Math.Max(Math.Abs(one.Green - other.Green), Math.Abs(one.Blue - other.Blue)));

    // In a process of its own, for the paths are those of the repository's root, and a chart names the file that it is of.
    private static void Type(string[] words)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "tracer.dll"), .. words])
        {
            WorkingDirectory = RepositoryRoot.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var tracer = Process.Start(start)!;
        tracer.StandardOutput.ReadToEnd();
        Assert.Equal("", tracer.StandardError.ReadToEnd());
        tracer.WaitForExit();
        Assert.Equal(0, tracer.ExitCode);
    }
}
