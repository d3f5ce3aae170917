using System.Runtime.InteropServices;
using System.Text;

namespace Tracer.Tables.Storage;

/// <summary>A text as the database's vectors hold one (<c>duckdb_string_t</c>): 4 bytes of length, then up to 12 bytes in place, or 4 of them and where all lie.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct StoredText(ulong low, ulong high)
{
    public const int InPlace = 12;

    public readonly ulong Low = low;
    public readonly ulong High = high;
}

/// <summary>Texts, each made once and kept until all rows that name it are written.</summary>
internal sealed unsafe class TextPool : IDisposable
{
    private readonly Dictionary<string, StoredText> known = [];
    private readonly List<nint> blocks = [];

    public StoredText Of(string text)
    {
        if (known.TryGetValue(text, out var stored)) return stored;
        return known[text] = Make(text);
    }

    public void Dispose()
    {
        foreach (var block in blocks) NativeMemory.Free((void*)block);
        blocks.Clear();
        known.Clear();
    }

    private StoredText Make(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> bytes = stackalloc byte[sizeof(StoredText)];
        bytes.Clear();
        MemoryMarshal.Write(bytes, utf8.Length);
        if (utf8.Length <= StoredText.InPlace)
        {
            utf8.CopyTo(bytes[4..]);
        }
        else
        {
            var block = (byte*)NativeMemory.Alloc((nuint)utf8.Length);
            blocks.Add((nint)block);
            utf8.CopyTo(new Span<byte>(block, utf8.Length));
            utf8.AsSpan(0, 4).CopyTo(bytes[4..]);
            MemoryMarshal.Write(bytes[8..], (nint)block);
        }

        return MemoryMarshal.Read<StoredText>(bytes);
    }
}
