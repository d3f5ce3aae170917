namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>Pages as the kernel gave them.</summary>
internal sealed class PlainBlocks(FilePart part, int pageSize, int blockSize) : PageBlocks(part)
{
    // A whole number of pages.
    private readonly byte[] pages = new byte[Math.Max(1, Math.Min(blockSize, part.Left) / pageSize) * pageSize];

    public override byte[] Pages => pages;

    public override int Next()
    {
        if (Torn is not null) return 0;
        var wanted = (int)Math.Min(pages.Length, Part.Left);
        return Fill(pages.AsSpan(0, wanted));
    }
}
