using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>How the sections of a file are packed, where they are.</summary>
internal enum DatPacking
{
    None,
    Zlib,
    Zstd,
}

internal static class DatPackings
{
    // What is packed says how much memory unpacking it takes; 32 MB is four times what the strongest ordinary level needs.
    private const int MostWindowLog = 25;

    /// <summary>The packing of this name; null if none that is read has it.</summary>
    public static DatPacking? Of(string name) => name switch
    {
        "none" => DatPacking.None,
        "zlib" => DatPacking.Zlib,
        "zstd" => DatPacking.Zstd,
        _ => null,
    };

    /// <summary>A stream of what the other holds unpacked.</summary>
    public static Stream Unpack(this DatPacking packing, Stream packed)
    {
        switch (packing)
        {
            case DatPacking.Zlib: return new BufferedStream(new ZLibStream(packed, CompressionMode.Decompress));
            case DatPacking.Zstd:
                var unpacker = new Decompressor();
                unpacker.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MostWindowLog);
                return new BufferedStream(new DecompressionStream(packed, unpacker, leaveOpen: true, preserveDecompressor: false));
            default: return packed;
        }
    }
}
