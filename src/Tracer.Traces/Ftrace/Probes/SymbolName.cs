namespace Tracer.Traces.Ftrace.Probes;

/// <summary>A function's name as its source has it: without what compilers add to the copies that they make.</summary>
internal static class SymbolName
{
    // `.constprop.0`, `.isra.0`, `.part.0`, `.cold`, `.llvm.1234567890`, and several of them.
    private static readonly byte[][] Additions = [[.. ".constprop."u8], [.. ".isra."u8], [.. ".part."u8], [.. ".cold"u8], [.. ".llvm."u8]];

    public static ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> symbol)
    {
        var dot = symbol.IndexOf((byte)'.');
        if (dot <= 0) return symbol;
        foreach (var addition in Additions)
            if (symbol[dot..].StartsWith(addition)) return symbol[..dot];
        return symbol;
    }
}
