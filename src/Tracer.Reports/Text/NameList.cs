namespace Tracer.Reports.Text;

/// <summary>Names with what each is, as <c>list</c> prints them.</summary>
public static class NameList
{
    public static void Write(string heading, IEnumerable<(string Name, string What)> entries, TextWriter output)
    {
        var table = new Table(heading, "what it is");
        foreach (var (name, what) in entries) table.Add(name, what);
        table.Write(output);
    }
}
