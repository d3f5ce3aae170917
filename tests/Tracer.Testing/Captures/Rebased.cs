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

    // Somewhere in the direct map, and the size with DEBUG_SPINLOCK and DEBUG_LOCK_ALLOC.
    private const ulong Locks = 0xffff_8881_5000_0000;
    private const ulong LockSize = 72;

    /// <summary>The text of one of <see cref="Capture.All"/>, moved.</summary>
    public static string TextOf(string name) => Text(Original(name));

    /// <summary>The same, as it lies here.</summary>
    public static string Original(string name)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Capture.PathOf(name)), CompressionMode.Decompress));
        return text.ReadToEnd();
    }

    public static string Text(string text) => Addresses().Replace(text, static match =>
    {
        var address = ulong.Parse(match.ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return unchecked(address + (match.ValueSpan[4] == '8' ? DirectMapBy : StructPagesBy)).ToString("x16", CultureInfo.InvariantCulture);
    });

    /// <summary>The text as a kernel with PROVE_LOCKING would have printed it: a spin lock that is larger than a word lies outside struct page, so that no page tells its lock.</summary>
    public static string WithLocksApart(string text)
    {
        var places = new Dictionary<string, ulong>(StringComparer.Ordinal);
        return PageTableLocks().Replace(text, match =>
        {
            if (!places.TryGetValue(match.Value, out var place)) places[match.Value] = place = Locks + LockSize * (ulong)places.Count;
            return place.ToString("x16", CultureInfo.InvariantCulture);
        });
    }

    [GeneratedRegex("(?<![0-9a-f])(?:ffff888[0-9a-f]{9}|ffffea0[0-9a-f]{9})(?![0-9a-f])")]
    private static partial Regex Addresses();

    // In the array of struct page, at the lock's offset.
    [GeneratedRegex("(?<=(?:lock|ptl)=0x)ffff[d-e][0-9a-f]{9}[26ae]8(?![0-9a-f])")]
    private static partial Regex PageTableLocks();
}
