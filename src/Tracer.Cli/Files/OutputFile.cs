using Tracer.Traces;
using Tracer.Traces.Reading;
using Tracer.Traces.Files;

namespace Tracer.Cli.Files;

/// <summary>Where a command writes its result, as the user named it; a file appears under its name only when it is whole.</summary>
internal sealed class OutputFile
{
    private readonly FileStatus? replaced;
    private readonly bool isDevice;

    private OutputFile(string path)
    {
        Path = path;
        replaced = PartialFile.StatusOf(path);
        isDevice = IsDevice(path);
    }

    public string Path { get; }

    /// <summary>A name that a file can be made of, which is said before the work is done and not after; null if none was given, or standard output.</summary>
    /// <param name="path">What the user gave.</param>
    /// <param name="inputs">The files that he wants read; <c>-</c> for standard input.</param>
    /// <exception cref="ArgumentException">It is a folder, lies in none, or is to be read as well.</exception>
    public static OutputFile? Of(string? path, params IEnumerable<string> inputs) => path is null or TraceFile.StandardInput ? null : Named(path, inputs);

    /// <summary>The same where there must be one.</summary>
    public static OutputFile Named(string path, params IEnumerable<string> inputs)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new ArgumentException("-o: the name of a file is wanted, and this one is empty");
        if (Directory.Exists(path)) throw Unwritable(path, "it is a folder");
        if (System.IO.Path.GetFileName(path).Length == 0 || System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw Unwritable(path, $"there is no folder {System.IO.Path.GetDirectoryName(path)}");
        RefuseInput(path, inputs);
        return new OutputFile(path);
    }

    /// <summary>The same for a trace, which cannot be written to a device.</summary>
    public static OutputFile OfTrace(string path, params IEnumerable<string> inputs)
    {
        var file = Named(path, inputs);
        return file.isDevice ? throw Unwritable(path, "a trace needs a file of its own") : file;
    }

    /// <summary>Writes text to it, or to the console if it is null.</summary>
    public static void Write(OutputFile? file, TextWriter console, Action<TextWriter> write)
    {
        if (file is null)
        {
            write(console);
            return;
        }

        file.WriteBytes(stream => WriteText(stream, write));
    }

    /// <summary>Writes what is known not to be the whole.</summary>
    /// <returns>The name it has got, which is not the one that the whole was to have.</returns>
    public string WritePart(Action<TextWriter> write)
    {
        try
        {
            using var partial = PartialFile.Create(Path);
            WriteText(partial.Stream, write);
            return partial.Path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(Path, e.Message, e);
        }
    }

    public void WriteBytes(Action<Stream> write)
    {
        try
        {
            if (isDevice)
            {
                using var device = new FileStream(Path, FileMode.Open, FileAccess.Write);
                write(device);
            }
            else
            {
                WriteWhole(write);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(Path, e.Message, e);
        }
    }

    /// <summary>Refuses what was found to be read after it was named.</summary>
    /// <param name="inputs">What was found.</param>
    /// <param name="isRead">Asked of one that it is, whether it is read at all.</param>
    public void Refuse(IEnumerable<string> inputs, Func<string, bool> isRead) => RefuseInput(Path, inputs, isRead);

    private static void WriteText(Stream stream, Action<TextWriter> write)
    {
        using var text = new StreamWriter(stream, leaveOpen: true);
        using var writer = new PrintableWriter(text);
        write(writer);
    }

    private static ArgumentException Unwritable(string path, string why, Exception? inner = null) => new($"{path}: cannot be written: {why}", inner);

    // The result takes the name's place when all is read, and the trace would be gone.
    private static void RefuseInput(string path, IEnumerable<string> inputs, Func<string, bool>? isRead = null)
    {
        if (FileStatus.Of(path) is not { Kind: FileKind.Regular } output) return;
        foreach (var file in inputs.Select(input => TraceInFile.Of(input).File))
        {
            var fromInput = file == TraceFile.StandardInput;
            var read = fromInput ? FileStatus.OfDescriptor(Descriptor.Input) : FileStatus.Of(file);
            if (read?.Identity != output.Identity || isRead?.Invoke(file) == false) continue;
            throw Unwritable(path, $"it is read as well{(file == path ? "" : fromInput ? ", as standard input" : $", as {file}")}");
        }
    }

    // What is no file, such as /dev/null or a pipe, must not be replaced by one, nor the name in /proc or /dev/fd of one that is open.
    private static bool IsDevice(string path)
    {
        if (FileStatus.Of(path) is { Kind: FileKind.Device }) return true;
        var full = System.IO.Path.GetFullPath(path);
        var folder = System.IO.Path.GetDirectoryName(full);
        return OfProcess(folder) || OfProcess(new DirectoryInfo(folder ?? full).LinkTarget) || OfProcess(new FileInfo(full).LinkTarget);
    }

    private static bool OfProcess(string? path) => path is not null && path.StartsWith("/proc/", StringComparison.Ordinal);

    private void WriteWhole(Action<Stream> write)
    {
        var partial = PartialFile.Create(Path, replaced);
        try
        {
            write(partial.Stream);
            partial.Finish();
        }
        catch
        {
            partial.Drop();
            throw;
        }
    }
}
