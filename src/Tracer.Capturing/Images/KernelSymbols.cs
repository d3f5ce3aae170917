using System.Globalization;

namespace Tracer.Capturing.Images;

/// <summary>A function of the kernel's image.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it begins, as the image was linked.</param>
/// <param name="Length">Bytes to the next function.</param>
/// <param name="IsUnique">No other function has the name, so that a probe can be put on it.</param>
internal readonly record struct ImageFunction(string Name, ulong Address, int Length, bool IsUnique);

/// <summary>Names and addresses of the kernel's functions, from the image's own table or from <c>/proc/kallsyms</c>.</summary>
internal sealed class KernelSymbols
{
    private const string FirstOfText = "_text";

    private readonly Dictionary<ulong, List<string>> names = [];
    private readonly Dictionary<string, ulong> first = new(StringComparer.Ordinal);

    private KernelSymbols(IReadOnlyList<(string Name, ulong Address)> text, IEnumerable<(string Name, ulong Address)> variables)
    {
        foreach (var (name, address) in text.Concat(variables)) first.TryAdd(name, address);
        var uses = text.GroupBy(symbol => symbol.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Count(), StringComparer.Ordinal);
        foreach (var (name, address) in text)
        {
            if (!names.TryGetValue(address, out var here)) names[address] = here = [];
            here.Add(name);
        }

        ulong[] addresses = [.. names.Keys.Order()];
        for (var i = 0; i + 1 < addresses.Length; i++)
            foreach (var name in names[addresses[i]]) Functions.Add(new(name, addresses[i], (int)Math.Min(addresses[i + 1] - addresses[i], 1 << 20), uses[name] == 1));
    }

    /// <summary>All functions, by address.</summary>
    public List<ImageFunction> Functions { get; } = [];

    public IReadOnlyList<string> At(ulong address) => names.GetValueOrDefault(address, []);

    /// <summary>Where the first symbol of the name lies, a function's or a variable's; null if that is not told.</summary>
    public ulong? AddressOf(string name) => first.TryGetValue(name, out var address) ? address : null;

    public static KernelSymbols OfTable(IEnumerable<(string Name, ulong Address)> functions, IEnumerable<(string Name, ulong Address)> variables) =>
        new([.. functions], variables);

    /// <param name="path">What <c>/proc/kallsyms</c> showed.</param>
    /// <param name="text">Where the image's text begins: the running kernel may have been moved.</param>
    /// <exception cref="ArgumentException">The file has no symbols, or hides their addresses.</exception>
    public static KernelSymbols OfKallsyms(string path, ulong text)
    {
        var functions = new List<(string Name, ulong Address)>();
        var variables = new List<(string Name, ulong Address)>();
        foreach (var line in File.ReadLines(path))
        {
            // Behind the name of a module's symbol stands the module.
            if (line.Split(' ') is not [var digits, [var type], var name] || name.Contains('\t', StringComparison.Ordinal)) continue;
            if (!ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var address)) continue;
            (type is 't' or 'T' or 'w' or 'W' ? functions : variables).Add((name, address));
        }

        if (functions.Count == 0) throw new ArgumentException($"{path}: no line is a symbol's, such as 'ffffffff81000000 T _text'");
        if (functions.TrueForAll(symbol => symbol.Address == 0)) throw new ArgumentException($"{path}: all addresses are 0: copy /proc/kallsyms as root");
        var begin = functions.Find(symbol => symbol.Name == FirstOfText).Address;
        if (begin == 0) throw new ArgumentException($"{path}: it has no symbol {FirstOfText}, so it is not known how far the kernel was moved");
        return new(
            [.. functions.Select(symbol => (symbol.Name, unchecked(symbol.Address - begin + text)))],
            variables.Select(symbol => (symbol.Name, unchecked(symbol.Address - begin + text))));
    }
}
