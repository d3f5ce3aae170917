using System.Text;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>Reads the parts that both versions have, in the one behind each other, in the other a section each.</summary>
internal static class DatSections
{
    private const int LongestName = 256;
    private const int LongestFormat = 1 << 20;
    private const int LongestTable = 64 << 20;

    /// <summary>How pages and records begin.</summary>
    public static void HeaderInfo(DatReader reader, DatContents contents)
    {
        reader.Expect("header_page\0"u8, "header_page");
        var page = reader.Block(reader.Int64("the size of header_page"), LongestFormat, "header_page");
        contents.Page = PageLayout.Of(Encoding.UTF8.GetString(page)) ?? throw reader.Refusal("is a layout of pages that is not known");
        reader.Expect("header_event\0"u8, "header_event");
        reader.Block(reader.Int64("the size of header_event"), LongestFormat, "header_event");
    }

    /// <summary>The tracers' own events.</summary>
    public static void FtraceEvents(DatReader reader, DatContents contents)
    {
        for (var count = reader.UInt32("the number of formats"); count > 0; count--) Format(reader, contents);
    }

    /// <summary>The events of every system.</summary>
    public static void EventFormats(DatReader reader, DatContents contents)
    {
        for (var systems = reader.UInt32("the number of systems"); systems > 0; systems--)
        {
            var system = reader.Text(LongestName, "the name of a system");
            for (var count = reader.UInt32($"the number of formats of {system}"); count > 0; count--) Format(reader, contents);
        }
    }

    public static void Symbols(DatReader reader, DatContents contents) => contents.Symbols = reader.Block(reader.UInt32("the size of kallsyms"), LongestTable, "kallsyms");

    /// <summary>The texts of trace_printk, which nothing here asks for.</summary>
    public static void Printk(DatReader reader) => reader.Skip(reader.UInt32("the size of printk_formats"), "printk_formats");

    public static void Comms(DatReader reader, DatContents contents) =>
        contents.Comms = reader.Block(reader.Int64("the size of saved_cmdlines"), LongestTable, "saved_cmdlines");

    private static void Format(DatReader reader, DatContents contents)
    {
        var text = Encoding.UTF8.GetString(reader.Block(reader.Int64("the size of a format"), LongestFormat, "a format"));
        if (EventFormat.Of(text) is { } format) contents.Formats.Add(format);
    }
}
