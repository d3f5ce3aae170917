using System.IO.Compression;
using System.Text;
using ZstdSharp;

namespace Tracer.Tests.Traces.Ftrace.TraceDat;

/// <summary>Writes a trace.dat by hand, part by part as its format says.</summary>
internal sealed class DatFile
{
    public const int PageSize = 4096;

    private const string HeaderPage = "\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n\tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;\n\tfield: char data;\toffset:16;\tsize:4080;\tsigned:0;\n";

    private const string Common = """
        	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
        	field:unsigned char common_flags;	offset:2;	size:1;	signed:0;
        	field:unsigned char common_preempt_count;	offset:3;	size:1;	signed:0;
        	field:int common_pid;	offset:4;	size:4;	signed:1;
        """;

    private readonly List<(string Name, List<byte[]> Pages)> buffers = [("", [])];

    public string Version { get; init; } = "6";

    public byte ByteOrder { get; init; }

    /// <summary>Of version 7.</summary>
    public string Packing { get; init; } = "none";

    public string Uname { get; init; } = "Linux host 6.1.0-50-amd64 x86_64";

    /// <summary>Others than those that every file has.</summary>
    public (ushort Id, byte[] Content)[] Options { get; init; } = [];

    public string Symbols { get; init; } = "";

    public string Comms { get; init; } = "7 mmw\n";

    public List<(string System, string Format)> Formats { get; } =
    [
        ("lk", Format("spin_lock", 100, "\tfield:unsigned long __probe_ip;\toffset:8;\tsize:8;\tsigned:0;\n\tfield:u64 lock;\toffset:16;\tsize:8;\tsigned:0;")),
        ("lk", Format("spin_unlock", 101, "\tfield:unsigned long __probe_ip;\toffset:8;\tsize:8;\tsigned:0;\n\tfield:u64 lock;\toffset:16;\tsize:8;\tsigned:0;")),
    ];

    /// <summary>The pages of each CPU, in the order of CPUs; of the kernel's own buffer.</summary>
    public DatFile With(params byte[][] cpus)
    {
        buffers[0].Pages.AddRange(cpus);
        return this;
    }

    public DatFile WithInstance(string name, params byte[][] cpus)
    {
        buffers.Add((name, [.. cpus]));
        return this;
    }

    public static string Format(string name, int id, string fields, string print = "\"\"") => $"name: {name}\nID: {id}\nformat:\n{Common}\n\n{fields}\n\nprint fmt: {print}\n";

    public byte[] Bytes()
    {
        var file = new Part().Raw("\u0017\u0008Dtracing"u8).Text(Version).Raw(ByteOrder, 8).UInt32(PageSize);
        return Version == "7" ? Seven(file) : Six(file);
    }

    private byte[] Six(Part file)
    {
        file.Raw(Header()).Raw(Ftrace()).Raw(Events()).UInt32((uint)Symbols.Length).Raw(Symbols).UInt32(0).UInt64((ulong)Comms.Length).Raw(Comms).UInt32((uint)buffers[0].Pages.Count);
        file.Raw("options  \0").Raw(Told());

        // Directories have a size that does not depend on what they say; the pages lie behind all of them.
        var directory = 10 + 16 * buffers[0].Pages.Count;
        var directories = file.Length + buffers.Skip(1).Sum(one => 6 + 8 + one.Name.Length + 1) + 2;
        for (var i = 1; i < buffers.Count; i++)
            file.UInt16(3).UInt32((uint)(8 + buffers[i].Name.Length + 1)).UInt64((ulong)(directories + i * directory)).Text(buffers[i].Name);
        file.UInt16(0);
        var at = directories + buffers.Count * directory;
        foreach (var (_, pages) in buffers)
        {
            file.Raw("flyrecord\0");
            foreach (var cpu in pages)
            {
                file.UInt64((ulong)at).UInt64((ulong)cpu.Length);
                at += cpu.Length;
            }
        }

        foreach (var cpu in buffers.SelectMany(one => one.Pages)) file.Raw(cpu);
        return file.Bytes;
    }

    private byte[] Seven(Part file)
    {
        file.Text(Packing).Text("1");
        var pointer = file.Length;
        file.UInt64(0);
        var options = new Part();
        foreach (var (id, content) in new (ushort, byte[])[] { (16, Header()), (17, Ftrace()), (18, Events()), (21, new Part().UInt64((ulong)Comms.Length).Raw(Comms).Bytes) })
        {
            options.UInt16(id).UInt32(8).UInt64((ulong)file.Length);
            Section(file, id, content);
        }

        options.Raw(Told());
        foreach (var (name, cpus) in buffers)
        {
            var option = new Part().UInt64((ulong)file.Length).Text(name).Text("mono").UInt32(PageSize).UInt32((uint)cpus.Count);
            file.UInt16(3).UInt16((ushort)(Packing == "none" ? 0 : 1)).UInt32(0).UInt64((ulong)cpus.Sum(cpu => cpu.Length));
            for (var cpu = 0; cpu < cpus.Count; cpu++)
            {
                var data = Packing == "none" ? cpus[cpu] : Chunks(cpus[cpu]);
                option.UInt32((uint)cpu).UInt64((ulong)file.Length).UInt64((ulong)(Packing == "none" ? data.Length : data.Length - 4));
                file.Raw(data);
            }

            options.UInt16(3).UInt32((uint)option.Length).Raw(option.Bytes);
        }

        file.Patch(pointer, (ulong)file.Length);
        options.UInt16(0).UInt32(8).UInt64(0);
        file.UInt16(0).UInt16(0).UInt32(0).UInt64((ulong)options.Length).Raw(options.Bytes);
        return file.Bytes;
    }

    private byte[] Told()
    {
        var options = new Part().UInt16(5).UInt32((uint)Uname.Length + 1).Text(Uname);
        foreach (var (id, content) in Options) options.UInt16(id).UInt32((uint)content.Length).Raw(content);
        return options.Bytes;
    }

    private void Section(Part file, ushort id, byte[] content)
    {
        var packed = Packing == "none" ? content : new Part().UInt32((uint)Pack(content).Length).UInt32((uint)content.Length).Raw(Pack(content)).Bytes;
        file.UInt16(id).UInt16((ushort)(Packing == "none" ? 0 : 1)).UInt32(0).UInt64((ulong)packed.Length).Raw(packed);
    }

    // A chunk for every page.
    private byte[] Chunks(byte[] pages)
    {
        var chunks = new Part().UInt32((uint)(pages.Length / PageSize));
        foreach (var page in pages.Chunk(PageSize)) chunks.UInt32((uint)Pack(page).Length).UInt32(PageSize).Raw(Pack(page));
        return chunks.Bytes;
    }

    private byte[] Pack(byte[] content)
    {
        if (Packing == "zstd")
        {
            using var zstd = new Compressor();
            return zstd.Wrap(content).ToArray();
        }

        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true)) zlib.Write(content);
        return packed.ToArray();
    }

    private static byte[] Header() =>
        new Part().Raw("header_page\0").UInt64((ulong)HeaderPage.Length).Raw(HeaderPage).Raw("header_event\0").UInt64(4).Raw("none").Bytes;

    private static byte[] Ftrace() => new Part().UInt32(0).Bytes;

    private byte[] Events()
    {
        var systems = Formats.GroupBy(one => one.System).ToList();
        var part = new Part().UInt32((uint)systems.Count);
        foreach (var system in systems)
        {
            part.Text(system.Key).UInt32((uint)system.Count());
            foreach (var (_, format) in system) part.UInt64((ulong)format.Length).Raw(format);
        }

        return part.Bytes;
    }
}

/// <summary>Bytes, one behind the other.</summary>
internal sealed class Part
{
    private readonly List<byte> bytes = [];

    public int Length => bytes.Count;

    public byte[] Bytes => [.. bytes];

    public Part Raw(params ReadOnlySpan<byte> some)
    {
        bytes.AddRange(some);
        return this;
    }

    public Part Raw(string text) => Raw(Encoding.UTF8.GetBytes(text));

    public Part Text(string text) => Raw(text).Raw(0);

    public Part UInt16(ushort value) => Raw(BitConverter.GetBytes(value));

    public Part UInt32(uint value) => Raw(BitConverter.GetBytes(value));

    public Part UInt64(ulong value) => Raw(BitConverter.GetBytes(value));

    public void Patch(int at, ulong value)
    {
        foreach (var one in BitConverter.GetBytes(value)) bytes[at++] = one;
    }
}
