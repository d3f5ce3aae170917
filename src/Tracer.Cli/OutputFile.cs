namespace Tracer.Cli;

/// <summary>Writes a command's result to a file or to the console; a file appears under its name only when it is whole.</summary>
internal static class OutputFile
{
    public static void Write(string? path, TextWriter console, Action<TextWriter> write)
    {
        if (path is null or "-")
        {
            write(console);
            console.Flush();
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
        var partial = path + ".partial";
        try
        {
            using (var stream = File.Create(partial)) write(stream);
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{path}: cannot be written: {e.Message}", e);
        }
    }
}
