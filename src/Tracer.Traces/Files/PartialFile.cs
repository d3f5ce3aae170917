using System.Security.Cryptography;
using System.Text;

namespace Tracer.Traces.Files;

/// <summary>
/// A file that is being written, under a name of its own, <c>NAME.xxxxxxxx.partial</c>, until it is whole. Nobody else's file is written into, through whatever link,
/// and of several who write to one name at once only the first to be ready gets it.
/// </summary>
public sealed class PartialFile : IDisposable
{
    private const string Ending = ".partial";
    private const int MostNameBytes = 255;
    private const int Tries = 8;
    private const int LockTries = 100;
    private const int LockPauseMs = 10;

    private readonly string target;
    private readonly FileStatus? replaced;

    private PartialFile(string target, FileStatus? replaced, string path, FileStream stream)
    {
        this.target = target;
        this.replaced = replaced;
        Path = path;
        Stream = stream;
    }

    /// <summary>Where it is until it is whole.</summary>
    public string Path { get; }

    /// <summary>Written and read; closed by <see cref="Finish"/>.</summary>
    public FileStream Stream { get; }

    /// <summary>Begins to write what is to have a name.</summary>
    /// <param name="target">The name.</param>
    /// <exception cref="IOException">No file can be made beside it.</exception>
    /// <exception cref="UnauthorizedAccessException">Or may not.</exception>
    public static PartialFile Create(string target) => Create(target, StatusOf(target));

    /// <summary>The same for work that has begun earlier.</summary>
    /// <param name="replaced">What had the name when it began.</param>
    public static PartialFile Create(string target, FileStatus? replaced)
    {
        for (var tries = 1; ; tries++)
        {
            var path = NameFor(target, RandomNumberGenerator.GetHexString(8, lowercase: true));
            try
            {
                // Only a name that nobody has is opened, so that no link is followed.
                return new PartialFile(target, replaced, path, new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read));
            }
            catch (IOException) when (tries < Tries && StatusOf(path) is not null)
            {
            }
        }
    }

    /// <summary>What has a name now; a link is taken for itself.</summary>
    public static FileStatus? StatusOf(string target) => FileStatus.Of(target, followsLinks: false);

    /// <summary>Closes it and gives it its name.</summary>
    /// <exception cref="IOException">It is not whole, or somebody else has written the name since the work began; it stays as <see cref="Path"/>.</exception>
    public void Finish()
    {
        // A disk may tell only now that it has not taken everything.
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();

        // Between looking and renaming nobody who does the same may come in: whoever replaces a file holds it, and a name that is free is taken by a link, which fails if it is not.
        using var held = replaced is null ? null : Hold();
        var now = StatusOf(target);
        if (now is not null && now != replaced) throw WrittenMeanwhile();
        try
        {
            File.Move(Path, target, overwrite: now is not null);
        }
        catch (IOException) when (now is null && StatusOf(target) is not null)
        {
            throw WrittenMeanwhile();
        }
    }

    /// <summary>Closes it; what is there stays as <see cref="Path"/>.</summary>
    public void Dispose() => Stream.Dispose();

    /// <summary>Closes and deletes it.</summary>
    public void Drop()
    {
        try
        {
            Stream.Dispose();
        }
        finally
        {
            File.Delete(Path);
        }
    }

    private static IOException WrittenMeanwhile() => new("something else has written it since this run began, and that stays");

    private FileStream? Hold()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(target, FileMode.Open, FileAccess.Read, FileShare.None);
            }
            catch (Exception e) when (e is FileNotFoundException or UnauthorizedAccessException)
            {
                return null;
            }
            catch (IOException)
            {
                // Who replaces it now is done in no time; who only reads it under a lock is not waited for.
                if (tries == LockTries) return null;
                Thread.Sleep(LockPauseMs);
            }
        }
    }

    // A name of the greatest length leaves no room for an ending.
    private static string NameFor(string target, string own)
    {
        var name = System.IO.Path.GetFileName(target);
        var ending = $".{own}{Ending}";
        while (Encoding.UTF8.GetByteCount(name) + ending.Length > MostNameBytes) name = name[..^(name.Length > 1 && char.IsSurrogatePair(name, name.Length - 2) ? 2 : 1)];
        return System.IO.Path.Join(System.IO.Path.GetDirectoryName(target), name + ending);
    }
}
