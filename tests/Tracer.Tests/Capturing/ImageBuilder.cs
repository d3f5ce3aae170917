using System.Buffers.Binary;
using System.Text;

namespace Tracer.Tests.Capturing;

/// <summary>Writes a small ELF file that looks like a kernel's image: code, a banner, symbols and type information.</summary>
internal sealed class ImageBuilder
{
    private const int HeaderSize = 64, SectionSize = 64, SymbolSize = 24;

    private readonly List<(string Name, ulong Address, byte[] Bytes)> functions = [];
    private readonly List<(string Name, ulong Address)> variables = [];

    public string Banner { get; init; } = "Linux version 6.12.117-test (someone@somewhere) (gcc) #3 SMP Sat Nov 14 2026\n";

    public byte[]? Types { get; init; }

    public void Function(string name, ulong address, byte[] code) => functions.Add((name, address, code));

    public void Variable(string name, ulong address) => variables.Add((name, address));

    public string WriteTo(string path)
    {
        using var names = new MemoryStream();
        names.WriteByte(0);
        var sections = new List<(string Name, uint Type, ulong Flags, ulong Address, byte[] Bytes, uint Link, uint Entry)> { ("", 0, 0, 0, [], 0, 0) };
        foreach (var (_, address, bytes) in functions) sections.Add((".text", 1, 6, address, bytes, 0, 0));
        sections.Add((".rodata", 1, 2, 0xffff_ffff_8200_0000, Encoding.ASCII.GetBytes(Banner), 0, 0));
        if (Types is not null) sections.Add((".BTF", 1, 2, 0xffff_ffff_8210_0000, Types, 0, 0));

        var symbols = new byte[SymbolSize * (1 + functions.Count + variables.Count)];
        var at = SymbolSize;
        foreach (var (name, address, isFunction) in functions.Select(f => (f.Name, f.Address, true)).Concat(variables.Select(v => (v.Name, v.Address, false))))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(symbols.AsSpan(at), (uint)names.Length);
            names.Write(Encoding.ASCII.GetBytes(name + "\0"));
            symbols[at + 4] = (byte)(1 << 4 | (isFunction ? 2 : 1));
            BinaryPrimitives.WriteUInt16LittleEndian(symbols.AsSpan(at + 6), 1);
            BinaryPrimitives.WriteUInt64LittleEndian(symbols.AsSpan(at + 8), address);
            at += SymbolSize;
        }

        sections.Add((".symtab", 2, 0, 0, symbols, (uint)sections.Count + 1, SymbolSize));
        sections.Add((".strtab", 3, 0, 0, names.ToArray(), 0, 0));
        var titles = string.Concat(sections.Select(section => section.Name + "\0").Append(".shstrtab\0"));
        sections.Add((".shstrtab", 3, 0, 0, Encoding.ASCII.GetBytes(titles), 0, 0));
        File.WriteAllBytes(path, Laid(sections, titles));
        return path;
    }

    private static byte[] Laid(List<(string Name, uint Type, ulong Flags, ulong Address, byte[] Bytes, uint Link, uint Entry)> sections, string titles)
    {
        var content = HeaderSize + sections.Sum(section => section.Bytes.Length);
        var file = new byte[content + SectionSize * sections.Count];
        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(file);
        Word(16, 2, 2);
        Word(18, 62, 2);
        Word(20, 1, 4);
        Word(40, (ulong)content, 8);
        Word(52, HeaderSize, 2);
        Word(58, SectionSize, 2);
        Word(60, (ulong)sections.Count, 2);
        Word(62, (ulong)sections.Count - 1, 2);
        var (at, header, title) = (HeaderSize, content, 0);
        foreach (var (name, type, flags, address, bytes, link, entry) in sections)
        {
            bytes.CopyTo(file, at);
            Word(header, (ulong)title, 4);
            Word(header + 4, type, 4);
            Word(header + 8, flags, 8);
            Word(header + 16, address, 8);
            Word(header + 24, (ulong)at, 8);
            Word(header + 32, (ulong)bytes.Length, 8);
            Word(header + 40, link, 4);
            Word(header + 44, type == 2 ? 1UL : 0, 4);
            Word(header + 48, 1, 8);
            Word(header + 56, entry, 8);
            (at, header, title) = (at + bytes.Length, header + SectionSize, title + name.Length + 1);
        }

        return file;

        void Word(int where, ulong value, int length)
        {
            Span<byte> word = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(word, value);
            word[..length].CopyTo(file.AsSpan(where));
        }
    }
}
