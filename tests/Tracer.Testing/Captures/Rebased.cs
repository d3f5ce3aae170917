using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Tracer.Testing.Captures;

/// <summary>
/// A capture as a kernel with address-space randomisation would have printed it. The captured kernels ran without, so that the direct map and the array of struct page
/// lie at known addresses: here each is moved by whole gigabytes, as x86 moves them, and everything else stays.
/// </summary>
public static partial class Rebased
{
    private const ulong Gigabyte = 1UL << 30;

    // As one boot of a guest placed them: 0xffff_9a2f_4000_0000 and 0xffff_d1c3_8000_0000.
    private const ulong DirectMapBy = 0x11af_4000_0000 / Gigabyte * Gigabyte;
    private const ulong StructPagesBy = unchecked(0xffff_d1c3_8000_0000 - 0xffff_ea00_0000_0000);

    /// <summary>The text of one of <see cref="Capture.All"/>, moved.</summary>
    public static string TextOf(string name)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Capture.PathOf(name)), CompressionMode.Decompress));
        return Text(text.ReadToEnd());
    }

    public static string Text(string text) => Addresses().Replace(text, static match =>
    {
        var address = ulong.Parse(match.ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return unchecked(address + (match.ValueSpan[4] == '8' ? DirectMapBy : StructPagesBy)).ToString("x16", CultureInfo.InvariantCulture);
    });

    [GeneratedRegex("(?<![0-9a-f])(?:ffff888[0-9a-f]{9}|ffffea0[0-9a-f]{9})(?![0-9a-f])")]
    private static partial Regex Addresses();
}
