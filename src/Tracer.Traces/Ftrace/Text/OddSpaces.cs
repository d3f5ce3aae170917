namespace Tracer.Traces.Ftrace.Text;

/// <summary>Tabs, and the spaces that web pages do not break at, which stand where the kernel printed spaces.</summary>
internal static class OddSpaces
{
    private static ReadOnlySpan<byte> NoBreakSpace => [0xc2, 0xa0];

    public static bool Any(ReadOnlySpan<byte> text) => text.Contains((byte)'\t') || text.IndexOf(NoBreakSpace) >= 0;

    /// <summary>The line with plain spaces in their place; <paramref name="spaced"/> is where it is written, and grows.</summary>
    public static ReadOnlySpan<byte> Mend(ReadOnlySpan<byte> line, scoped ref byte[] spaced)
    {
        if (!Any(line)) return line;
        if (spaced.Length < line.Length) spaced = new byte[line.Length * 2];
        var length = 0;
        for (var at = 0; at < line.Length; at++)
        {
            var isWide = line[at..].StartsWith(NoBreakSpace);
            spaced[length++] = isWide || line[at] == '\t' ? (byte)' ' : line[at];
            if (isWide) at++;
        }

        return spaced.AsSpan(0, length);
    }
}
