namespace Tracer.Capturing.Stores;

/// <summary>A probe on an instruction that stores to a page table, just before it is executed.</summary>
/// <param name="Operation">What is done, as the reader's rows name it: <c>set_pte</c>.</param>
/// <param name="Function">The function that has the instruction.</param>
/// <param name="Offset">Bytes from the function's beginning.</param>
/// <param name="Arguments">What is fetched of the registers.</param>
internal sealed record StoreProbe(string Operation, string Function, int Offset, string Arguments)
{
    private const int LongestName = 60;

    /// <summary><c>set_pte__do_wp_page_4ef</c>: a long function's name is cut, so that the offset is not.</summary>
    public string Name
    {
        get
        {
            var (head, tail) = ($"{Operation}__", $"_{Offset:x}");
            var function = string.Concat(Function.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
            return head + function[..Math.Min(function.Length, LongestName - head.Length - tail.Length)] + tail;
        }
    }

    public string Define(string prefix) => $"p:{prefix}pw/{Name} {Function}+{Offset} {Arguments}";
}
