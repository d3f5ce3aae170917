using System.Security.Cryptography;
using Tracer.Events.Fields;

namespace Tracer.Tests.Survival;

/// <summary>What a file is known by: its bytes, or of a recording, which holds times, its events.</summary>
internal static class Fingerprint
{
    public static string Of(string path)
    {
        if (!File.ReadAllBytes(path).AsSpan().StartsWith("Nettrace"u8)) return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        using var trace = NettraceTrace.Open(path);
        var hash = new EventHash();
        var held = trace.Read(hash);
        return $"{hash} {held.Missing}";
    }

    /// <summary>Of all files in a folder and below, by their names; those that are not whole, and are called so, apart.</summary>
    public static (Dictionary<string, string> Whole, string[] Partial) In(string folder)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToLookup(path => path.EndsWith(".partial", StringComparison.Ordinal));
        return (files[false].ToDictionary(path => Path.GetRelativePath(folder, path), Of), [.. files[true].Select(path => Path.GetRelativePath(folder, path))]);
    }
}
