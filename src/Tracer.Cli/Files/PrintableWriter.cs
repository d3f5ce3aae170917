using System.Text;

namespace Tracer.Cli.Files;

/// <summary>
/// Where everything goes that the tool says, so that nothing in a trace or a path can do more to who reads it than be read: what is written as a line is one line, and text in
/// lines of its own holds nothing but lines.
/// </summary>
/// <param name="inner">Where it goes.</param>
/// <param name="mustBeRead">What cannot be written is a fault; else, as with a complaint that nobody can hear, the work goes on.</param>
internal sealed class PrintableWriter(TextWriter inner, bool mustBeRead = true) : TextWriter
{
    public TextWriter Inner => inner;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        try
        {
            if (Printable.IsPlain(buffer)) inner.Write(buffer);
            else inner.Write(Printable.Lines(buffer));
        }
        catch (IOException) when (!mustBeRead)
        {
        }
    }

    public override void WriteLine() => Write('\n');

    public override void WriteLine(string? value)
    {
        Write(Printable.Of(value ?? ""));
        Write('\n');
    }

    public override void WriteLine(ReadOnlySpan<char> buffer) => WriteLine(buffer.ToString());

    public override void Flush()
    {
        try
        {
            inner.Flush();
        }
        catch (IOException) when (!mustBeRead)
        {
        }
    }
}
