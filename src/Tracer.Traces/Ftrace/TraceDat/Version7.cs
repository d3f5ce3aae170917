namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>Version 7: sections, packed or not, which lists of options find.</summary>
internal static class Version7
{
    private const int IsPacked = 1;
    private const int OptionsSection = 0;
    private const int BufferSection = 3;
    private const int HeaderInfo = 16;
    private const int FtraceEvents = 17;
    private const int EventFormats = 18;
    private const int Symbols = 19;
    private const int Comms = 21;
    private const int BufferOfText = 22;
    private const int LongestName = 4096;

    public static DatContents Read(DatReader reader, Stream file, string path)
    {
        var sections = new Sections(file, path, DatHeader.Packing(reader, path));
        var contents = new DatContents();
        var next = reader.Int64("where the options lie");
        var read = new HashSet<long>();
        while (next != 0)
        {
            if (!read.Add(next)) throw reader.Refusal($"the options at {next} lead back to themselves");
            next = Options(sections.Open(next, OptionsSection).Reader, sections, path, contents);
        }

        return contents;
    }

    // Returns where the next list lies; 0 if there is none.
    private static long Options(DatReader reader, Sections sections, string path, DatContents contents)
    {
        while (true)
        {
            int id = reader.UInt16("an option");
            var size = reader.UInt32("the size of an option");
            switch (id)
            {
                case DatOptions.Done: return size < sizeof(long) ? 0 : reader.Int64("where the next options lie");
                case DatOptions.Buffer: contents.Buffers.Add(Buffer(reader, sections)); break;
                case BufferOfText: throw DatHeader.HoldsText(path);
                case HeaderInfo or FtraceEvents or EventFormats or Symbols or Comms:
                    Section(id, sections.Open(reader.Int64("where a section lies"), id).Reader, contents);
                    break;
                default:
                    if (!DatOptions.Take(id, size, reader, contents)) reader.Skip(size, "an option");
                    break;
            }
        }
    }

    // A section has the number of the option that finds it.
    private static void Section(int id, DatReader reader, DatContents contents)
    {
        switch (id)
        {
            case HeaderInfo: DatSections.HeaderInfo(reader, contents); break;
            case FtraceEvents: DatSections.FtraceEvents(reader, contents); break;
            case EventFormats: DatSections.EventFormats(reader, contents); break;
            case Symbols: DatSections.Symbols(reader, contents); break;
            case Comms: DatSections.Comms(reader, contents); break;
        }
    }

    private static DatBuffer Buffer(DatReader reader, Sections sections)
    {
        var section = reader.Int64("where a buffer lies");
        var name = reader.Text(LongestName, "the name of an instance");
        reader.Text(LongestName, "the name of a clock");
        var pageSize = reader.UInt32("the size of pages");
        var count = reader.UInt32("the number of CPUs");
        if (!DatBuffer.CanHave(count, pageSize)) throw reader.Refusal($"there are {count} CPUs with pages of {pageSize} bytes");
        var places = new List<CpuPlace>();
        for (; count > 0; count--)
        {
            var cpu = reader.UInt32("a CPU");
            if (cpu > short.MaxValue) throw reader.Refusal($"is CPU {cpu}");
            places.Add(new CpuPlace((int)cpu, reader.Int64("where records lie"), reader.Int64("the size of records")));
        }

        return new DatBuffer(name, (int)pageSize, sections.Open(section, BufferSection).Packing, places);
    }

    /// <summary>The sections of a file by where they lie.</summary>
    private sealed class Sections(Stream file, string path, DatPacking packing)
    {
        /// <summary>What a section holds, unpacked save where it is records, and how it was packed.</summary>
        public (DatReader Reader, DatPacking Packing) Open(long at, int id)
        {
            var part = new FilePart(file, at, file.Length - Math.Min(at, file.Length));
            var reader = new DatReader(part, path, at);
            if (reader.UInt16("the number of a section") is var found && found != id) throw reader.Refusal($"is section {found}; {id} is wanted");
            var packed = (reader.UInt16("the flags of a section") & IsPacked) != 0 ? packing : DatPacking.None;
            reader.UInt32("the name of a section");
            var size = reader.Int64("the size of a section");
            if (id == BufferSection || packed == DatPacking.None) return (reader, packed);
            var length = reader.UInt32("the packed size of a section");
            reader.UInt32("the unpacked size of a section");
            var body = new FilePart(file, part.At, Math.Min(Math.Min(length, size), part.Left));
            return (new DatReader(packed.Unpack(body), path, at, isUnpacked: true), packed);
        }
    }
}
