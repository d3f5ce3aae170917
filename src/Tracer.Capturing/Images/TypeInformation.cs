using System.Buffers.Binary;
using System.Text;

namespace Tracer.Capturing.Images;

/// <summary>What a kernel's section <c>.BTF</c> says of its structures and functions, read as far as probes need it.</summary>
internal sealed class TypeInformation
{
    private const ushort Magic = 0xeb9f;

    // Kinds of types, as the format numbers them.
    private const int Structure = 4, Union = 5, Function = 12, Prototype = 13;

    private readonly Dictionary<string, Member[]> structures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> functions = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, Member[]> membersOf = [];
    private readonly byte[] data;
    private readonly int strings;

    /// <exception cref="FormatException">It is damaged, or of a form that is not known.</exception>
    public TypeInformation(byte[] data)
    {
        this.data = data;
        if (data.Length < 24 || BinaryPrimitives.ReadUInt16LittleEndian(data) != Magic) throw new FormatException("the section .BTF does not begin as type information does");
        var header = Int(4);
        strings = header + Int(16);
        try
        {
            ReadTypes(header + Int(8), header + Int(8) + Int(12));
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new FormatException("the section .BTF is damaged", e);
        }
    }

    /// <summary>Names of a function's parameters; null if it is not told, or told in two ways.</summary>
    public IReadOnlyList<string>? ParametersOf(string function) => functions.GetValueOrDefault(function);

    /// <summary>Bytes from the structure's beginning, members of nameless members included; null if there is none such.</summary>
    public int? OffsetOf(string structure, string member) => structures.TryGetValue(structure, out var members) ? Find(members, member) : null;

    /// <summary>Named members of a structure with their offsets.</summary>
    public IEnumerable<(string Name, int Offset)> MembersOf(string structure) =>
        structures.GetValueOrDefault(structure, []).Select(member => (member.Name, member.Offset));

    private int? Find(Member[] members, string name)
    {
        foreach (var member in members)
        {
            if (member.Name == name) return member.Offset;
            if (member.Name.Length == 0 && membersOf.TryGetValue(member.Type, out var inner) && Find(inner, name) is { } offset) return member.Offset + offset;
        }

        return null;
    }

    private void ReadTypes(int at, int end)
    {
        var named = new List<(string Name, uint Prototype)>();
        var prototypes = new Dictionary<uint, string[]>();
        for (uint id = 1; at < end; id++)
        {
            var (name, info) = (NameAt(Int(at)), Word(at + 4));
            var (kind, count, packs) = ((int)(info >> 24 & 0x1f), (int)(info & 0xffff), info >> 31 != 0);
            var rest = at + 12;
            if (kind is Structure or Union)
            {
                var members = new Member[count];
                for (var i = 0; i < count; i++)
                {
                    // Where bit fields are packed, the upper byte is the field's width.
                    var bits = Word(rest + i * 12 + 8);
                    members[i] = new(NameAt(Int(rest + i * 12)), Word(rest + i * 12 + 4), (int)((packs ? bits & 0xff_ffff : bits) / 8));
                }

                membersOf[id] = members;
                if (kind == Structure && name.Length > 0) structures.TryAdd(name, members);
            }
            else if (kind == Function)
            {
                named.Add((name, Word(at + 8)));
            }
            else if (kind == Prototype)
            {
                prototypes[id] = [.. Enumerable.Range(0, count).Select(i => NameAt(Int(rest + i * 8)))];
            }

            at = rest + SizeOf(kind, count);
        }

        foreach (var same in named.GroupBy(function => function.Name, function => prototypes[function.Prototype]))
            if (same.Skip(1).All(other => other.SequenceEqual(same.First()))) functions[same.Key] = same.First();
    }

    /// <summary>Bytes behind a type's own twelve.</summary>
    private static int SizeOf(int kind, int count) => kind switch
    {
        1 or 14 or 17 => 4,
        3 => 12,
        Structure or Union or 15 or 19 => count * 12,
        6 or Prototype => count * 8,
        2 or 7 or 8 or 9 or 10 or 11 or Function or 16 or 18 => 0,
        _ => throw new FormatException($"the section .BTF has types of kind {kind}, which is not known"),
    };

    private uint Word(int at) => BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(at));

    private int Int(int at) => (int)Word(at);

    private string NameAt(int at)
    {
        var name = data.AsSpan(strings + at);
        return Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]);
    }

    private readonly record struct Member(string Name, uint Type, int Offset);
}
