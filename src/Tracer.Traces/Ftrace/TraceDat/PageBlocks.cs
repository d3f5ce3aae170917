using System.Globalization;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>The pages of one CPU's records, some at a time, as they lie in the file.</summary>
internal abstract class PageBlocks(FilePart part)
{
    /// <summary>In words where there is less than the file says; null if nothing is missing.</summary>
    public string? Torn { get; private set; }

    /// <summary>The pages that were read last lie in its beginning.</summary>
    public abstract byte[] Pages { get; }

    protected FilePart Part { get; } = part;

    /// <param name="file">The file.</param>
    /// <param name="place">Where in it the CPU's records lie.</param>
    /// <param name="buffer">The buffer that they are of.</param>
    /// <param name="blockSize">How much is read at once, where nothing is packed.</param>
    public static PageBlocks Of(Stream file, CpuPlace place, DatBuffer buffer, int blockSize)
    {
        if (buffer.Packing == DatPacking.None) return new PlainBlocks(new FilePart(file, place.Begin, place.Size), buffer.PageSize, blockSize);

        // The size is that of the chunks, without their number, which stands before them.
        return new PackedBlocks(new FilePart(file, place.Begin, Math.Min(place.Size, long.MaxValue - sizeof(uint)) + sizeof(uint)), buffer.Packing);
    }

    /// <summary>Reads the next pages.</summary>
    /// <returns>How many bytes; 0 at the end, or where it is torn; -1 if what should be there is damaged, and more may follow.</returns>
    public abstract int Next();

    /// <summary>Fills a buffer, or as much of it as the file has.</summary>
    protected int Fill(Span<byte> buffer)
    {
        var filled = Part.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (filled < buffer.Length) Tear();
        return filled;
    }

    protected void Tear() =>
        Torn ??= string.Create(CultureInfo.InvariantCulture, $"the file ends at byte {Part.At}, where {Part.Left} more are wanted");
}
