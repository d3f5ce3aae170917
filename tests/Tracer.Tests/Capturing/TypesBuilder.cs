using System.Buffers.Binary;
using System.Text;

namespace Tracer.Tests.Capturing;

/// <summary>Writes a section <c>.BTF</c>: structures with members at offsets, and functions with named parameters.</summary>
internal sealed class TypesBuilder
{
    private readonly List<uint> types = [];
    private readonly StringBuilder names = new("\0");
    private uint last;

    public uint Structure(string name, params (string Name, uint Type, int Offset)[] members)
    {
        Type(name, 4, members.Length, 0);
        foreach (var (member, type, offset) in members) types.AddRange([Name(member), type, (uint)offset * 8]);
        return ++last;
    }

    public void Function(string name, params string[] parameters)
    {
        Type("", 13, parameters.Length, 0);
        foreach (var parameter in parameters) types.AddRange([Name(parameter), 0]);
        Type(name, 12, 0, ++last);
        last++;
    }

    public byte[] Build()
    {
        var text = Encoding.ASCII.GetBytes(names.ToString());
        uint[] header = [0x0001_eb9f, 24, 0, (uint)types.Count * 4, (uint)types.Count * 4, (uint)text.Length];
        var data = new byte[24 + types.Count * 4 + text.Length];
        var at = 0;
        foreach (var word in header.Concat(types))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(at), word);
            at += 4;
        }

        text.CopyTo(data, at);
        return data;
    }

    private void Type(string name, uint kind, int count, uint of) => types.AddRange([Name(name), kind << 24 | (uint)count, of]);

    private uint Name(string name)
    {
        if (name.Length == 0) return 0;
        names.Append(name).Append('\0');
        return (uint)(names.Length - name.Length - 1);
    }
}
