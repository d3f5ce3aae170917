namespace Tracer.Cli.Files;

/// <summary>Writes a command's result to a file or to the console; a file appears under its name only when it is whole.</summary>
internal static class OutputFile
{
    /// <summary>The path, if a file can be made of it; said before the work is done and not after.</summary>
    /// <exception cref="ArgumentException">It is a folder, or lies in none.</exception>
    public static string Usable(string path)
    {
        if (Directory.Exists(path)) throw new ArgumentException($"{path}: cannot be written: it is a folder");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new ArgumentException($"{path}: cannot be written: there is no folder {Path.GetDirectoryName(path)}");
        return path;
    }

    /// <summary>The same for a file that is none of those to be read.</summary>
    public static string Usable(string path, IEnumerable<string> inputs)
    {
        if (inputs.Any(input => File.Exists(path) && Resolved(input) == Resolved(path))) throw new ArgumentException($"{path}: cannot be written: it is to be read");
        return Usable(path);
    }

    /// <summary>The same for a file that is written by somebody else, under another name first.</summary>
    public static string Regular(string path) => IsDevice(path)
        ? throw new ArgumentException($"{path}: cannot be written: a trace needs a file of its own") : Usable(path);

    public static void Write(string? path, TextWriter console, Action<TextWriter> write)
    {
        if (path is null or "-")
        {
            write(console);
            return;
        }

        WriteBytes(path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            write(writer);
        });
    }

    public static void WriteBytes(string path, Action<Stream> write)
    {
        try
        {
            if (IsDevice(path))
            {
                using var device = new FileStream(path, FileMode.Open, FileAccess.Write);
                write(device);
            }
            else
            {
                WriteWhole(path, write);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{path}: cannot be written: {e.Message}", e);
        }
    }

    // A name like /dev/null must not be replaced by a file.
    private static bool IsDevice(string path) => path.StartsWith("/dev/", StringComparison.Ordinal);

    private static string Resolved(string path) => new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);

    private static void WriteWhole(string path, Action<Stream> write)
    {
        var partial = path + ".partial";
        try
        {
            using (var stream = File.Create(partial)) write(stream);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
