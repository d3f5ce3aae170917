using System.Text;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>What was written to <c>trace_marker</c>.</summary>
internal static class Marker
{
    /// <summary>Its words, without the function that wrote them, which trace-cmd prints before them: <c>tracing_mark_write: begin</c>.</summary>
    public static string Words(ReadOnlySpan<byte> body)
    {
        var text = body.Trim(" \t\n\r\0"u8);
        var colon = text.IndexOf(": "u8);
        if (colon > 0 && (text.StartsWith("tracing_mark"u8) || text.StartsWith("ffffffff"u8))) text = text[(colon + 2)..];
        return Encoding.UTF8.GetString(text);
    }
}
