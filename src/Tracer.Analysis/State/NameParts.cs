namespace Tracer.Analysis.State;

internal static class NameParts
{
    /// <summary>True if a name has such a part in this position.</summary>
    internal static bool IsPartOf(in this Named part, byte[] name)
    {
        var from = part.Part * Utf8Text.Size;
        if (name.Length <= from || name.Length <= from + Utf8Text.Size != (part.Last != 0)) return false;
        var text = part.Text;
        var found = ((ReadOnlySpan<byte>)text)[..Math.Min((int)part.Length, Utf8Text.Size)];
        return found.SequenceEqual(name.AsSpan(from, Math.Min(name.Length - from, Utf8Text.Size)));
    }
}
