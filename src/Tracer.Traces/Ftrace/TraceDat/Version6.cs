using System.Text;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>Version 6: one part behind the other, nothing packed, and where the records of each CPU lie at the end.</summary>
internal static class Version6
{
    private const int WordLength = 10;

    public static DatContents Read(DatReader reader, Stream file, string path, int pageSize)
    {
        var contents = new DatContents();
        DatSections.HeaderInfo(reader, contents);
        DatSections.FtraceEvents(reader, contents);
        DatSections.EventFormats(reader, contents);
        DatSections.Symbols(reader, contents);
        DatSections.Printk(reader);
        DatSections.Comms(reader, contents);
        var cpus = reader.UInt32("the number of CPUs");
        if (!DatBuffer.CanHave(cpus, (uint)pageSize)) throw reader.Refusal($"there are {cpus} CPUs with pages of {pageSize} bytes");

        var instances = new List<(long At, string Name)>();
        var word = Word(reader);
        if (word == "options  ")
        {
            Options(reader, contents, instances);
            word = Word(reader);
        }

        if (word == "latency  ") throw DatHeader.HoldsText(path);
        contents.Buffers.Add(Buffer("", word, reader));
        foreach (var (at, name) in instances)
        {
            var there = new DatReader(new FilePart(file, at, file.Length - Math.Min(at, file.Length)), path, at);
            contents.Buffers.Add(Buffer(name, Word(there), there));
        }

        return contents;

        DatBuffer Buffer(string name, string kind, DatReader directory)
        {
            if (kind != "flyrecord") throw directory.Refusal("'flyrecord' is wanted");
            var places = new List<CpuPlace>();
            for (var cpu = 0; cpu < cpus; cpu++) places.Add(new CpuPlace(cpu, directory.Int64("where records lie"), directory.Int64("the size of records")));
            return new DatBuffer(name, pageSize, DatPacking.None, places);
        }
    }

    private static string Word(DatReader reader) => Encoding.UTF8.GetString(reader.Block(WordLength, WordLength, "the kind of the records")).TrimEnd('\0');

    private static void Options(DatReader reader, DatContents contents, List<(long At, string Name)> instances)
    {
        for (int id; (id = reader.UInt16("an option")) != DatOptions.Done;)
        {
            var size = reader.UInt32("the size of an option");
            if (id == DatOptions.Buffer && size > sizeof(long))
            {
                var at = reader.Int64("where an instance lies");
                instances.Add((at, Encoding.UTF8.GetString(reader.Block(size - sizeof(long), DatOptions.Longest, "the name of an instance")).TrimEnd('\0')));
            }
            else if (!DatOptions.Take(id, size, reader, contents))
            {
                reader.Skip(size, "an option");
            }
        }
    }
}
