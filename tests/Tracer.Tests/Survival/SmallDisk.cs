using System.Diagnostics;

namespace Tracer.Tests.Survival;

/// <summary>A file system of so many KiB, which takes the right to mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private static readonly Lazy<bool> Allowed = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("tracer-");
        try
        {
            return Run("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", folder.FullName) && Run("umount", folder.FullName);
        }
        finally
        {
            folder.Delete();
        }
    });

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracer-");

    public SmallDisk(int kibibytes) => Assert.True(Run("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", folder.FullName));

    public static bool MayMount => Allowed.Value;

    public string Folder => folder.FullName;

    public void Dispose()
    {
        Run("umount", folder.FullName);
        folder.Delete();
    }

    private static bool Run(string command, params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, args) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
