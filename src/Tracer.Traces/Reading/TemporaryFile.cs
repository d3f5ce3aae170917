using System.Globalization;

namespace Tracer.Traces.Reading;

/// <summary>Where a trace that has to be read at several places lies, if it comes packed or through a pipe. However the program ends, nothing of it stays.</summary>
internal static class TemporaryFile
{
    // Ten times the largest trace that was seen. A small packed file may hold any number of bytes.
    private const long MostBytes = 8L << 30;

    /// <summary>The bytes of a stream as a file that vanishes when it is closed; of a torn one what came before the tear is read, and told to be all.</summary>
    /// <param name="bytes">The stream; it is read to its end and closed.</param>
    /// <param name="path">What the user calls it.</param>
    /// <exception cref="TraceFormatException">It has no end within the bound.</exception>
    public static Stream Of(Stream bytes, string path)
    {
        using var source = bytes;
        var file = Create();
        try
        {
            Copy(bytes, file, path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>One to be written and read.</summary>
    public static FileStream Create()
    {
        // An open file needs no name, where the system knows that.
        var options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.None : FileShare.Delete, 1 << 16, options);
        if (!OperatingSystem.IsWindows()) File.Delete(file.Name);
        return file;
    }

    private static void Copy(Stream bytes, FileStream file, string path)
    {
        var buffer = new byte[1 << 16];
        try
        {
            for (int read; (read = bytes.Read(buffer)) > 0;)
            {
                if (file.Position > MostBytes - read)
                    throw new TraceFormatException(string.Create(CultureInfo.InvariantCulture, $"{path}: goes on after {MostBytes:N0} bytes, more than are unpacked or taken from a pipe"));
                file.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
        }
    }
}
