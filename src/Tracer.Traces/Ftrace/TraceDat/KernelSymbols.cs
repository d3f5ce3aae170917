using Tracer.Traces.Ftrace.Text;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>The kernel's functions by their addresses, as <c>/proc/kallsyms</c> lists them: <c>ffffffff81000bd0 t startup_64 [module]</c>.</summary>
internal sealed class KernelSymbols
{
    private const int LongFunction = 4096;

    // Of complete lists three in a thousand are longer than a page; of one that only some parts of the kernel were left in, more than two in a hundred seem to be.
    private const int FunctionsForALong = 100;

    private readonly byte[] text;
    private readonly ulong[] addresses;

    // Where in the text the name begins; of equal addresses the first that is listed, as the kernel chooses.
    private readonly int[] names;

    // Functions that were left out lie, as it seems, in the one before them, which then seems long.
    private readonly bool isComplete;

    public KernelSymbols(byte[] text)
    {
        this.text = text;
        var found = new List<(ulong Address, int Name)>();
        for (var at = 0; at < text.Length;)
        {
            var length = text.AsSpan(at).IndexOf((byte)'\n');
            var line = text.AsSpan(at, length < 0 ? text.Length - at : length);
            var cursor = new TextCursor(line);
            var address = cursor.Hex();

            // A hidden address is 0: the user who took the trace was not allowed to see it.
            if (address != 0 && cursor.Rest is [(byte)' ', not (byte)'U', (byte)' ', _, ..]) found.Add((address, at + line.Length - cursor.Rest.Length + 3));
            at += line.Length + 1;
        }

        found.Sort();
        addresses = [.. found.Select(one => one.Address)];
        names = [.. found.Select(one => one.Name)];
        isComplete = LongFunctions() * FunctionsForALong < addresses.Length;
    }

    /// <summary>True if the kernel has a symbol of this name.</summary>
    public bool Has(ReadOnlySpan<byte> name)
    {
        foreach (var begin in names)
            if (text.AsSpan(begin).StartsWith(name) && text.AsSpan(begin + name.Length) is [] or [(byte)'\n' or (byte)'\t', ..]) return true;
        return false;
    }

    /// <param name="address">An address.</param>
    /// <param name="module">The module that the function is of; empty if it is the kernel's own.</param>
    /// <returns>The name of the function that the address lies in; empty if none is known.</returns>
    public ReadOnlySpan<byte> NameOf(ulong address, out ReadOnlySpan<byte> module)
    {
        module = default;
        var index = Array.BinarySearch(addresses, address);
        index = index >= 0 ? index : ~index - 1;
        if (index < 0 || !isComplete && IsLong(index)) return default;
        while (index > 0 && addresses[index - 1] == addresses[index]) index--;

        var line = text.AsSpan(names[index]);
        var length = line.IndexOf((byte)'\n');
        if (length >= 0) line = line[..length];
        var end = line.IndexOfAny((byte)'\t', (byte)' ');
        if (end < 0) return line;
        var (open, close) = (line.IndexOf((byte)'['), line.IndexOf((byte)']'));
        if (open > end && close > open) module = line[(open + 1)..close];
        return line[..end];
    }

    private int LongFunctions()
    {
        var count = 0;
        for (var i = 0; i < addresses.Length; i++)
            if (IsLong(i)) count++;
        return count;
    }

    private bool IsLong(int index) => index == addresses.Length - 1 || addresses[index + 1] - addresses[index] > LongFunction;
}
