using System.Buffers.Binary;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Nettrace;

/// <summary>Which version of the format a <c>.nettrace</c> file is of, by its first bytes.</summary>
/// <remarks>Up to 5 a file is a row of objects of FastSerialization, the first of which has the version; from 6 on a row of blocks behind a header that has it.</remarks>
internal readonly record struct NettraceVersion(int Major, int Minor)
{
    /// <summary>The length of the header in front of the blocks: magic, zero, major, minor.</summary>
    public const int HeaderSize = 20;

    private const int Oldest = 4;
    private const int Newest = 6;

    // Magic, length and text of "!FastSerialization.1", begin, begin, null: then the version.
    private const int ObjectVersionAt = 35;

    private static ReadOnlySpan<byte> FirstObject => [5, 5, 1];

    /// <summary>Refuses a version that is not read. A file that breaks off before it tells its version passes.</summary>
    /// <param name="file">At its beginning.</param>
    /// <param name="path">What the user calls it.</param>
    /// <exception cref="TraceFormatException">It is a version that is not read.</exception>
    public static void Check(Stream file, string path)
    {
        Span<byte> beginning = stackalloc byte[ObjectVersionAt + sizeof(int)];
        var length = 0;
        try
        {
            for (int read; (read = file.Read(beginning[length..])) > 0;) length += read;
        }
        catch (InvalidDataException)
        {
            // So little of a packed file does not tell its version.
        }

        if (In(beginning[..length]) is { } version && version.Major is < Oldest or > Newest)
            throw new TraceFormatException(FormattableString.Invariant($"{path}: is a .nettrace of format {version.Major}.{version.Minor}; formats {Oldest} to {Newest} are read"));
    }

    private static NettraceVersion? In(ReadOnlySpan<byte> beginning)
    {
        if (beginning.Length < HeaderSize) return null;
        var magic = NettraceStream.Magic.Length;
        if (Number(beginning, magic) == 0) return new(Number(beginning, magic + 4), Number(beginning, magic + 8));

        return beginning.Length < ObjectVersionAt + sizeof(int) || !beginning[..ObjectVersionAt].EndsWith(FirstObject) ? null : new(Number(beginning, ObjectVersionAt), 0);
    }

    private static int Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
}
