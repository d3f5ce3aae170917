using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Tracer.Analysis.Shapes;

/// <summary>Writes steps so that a person sees their order: <c>start (lock clear flush invalidate unlock)×16 end</c>.</summary>
internal static class StepFolding
{
    /// <summary>Steps of the longest group that is looked for; the longest section of a path has fewer.</summary>
    private const int LongestGroup = 12;

    public static string Fold(List<ShapeStep> steps)
    {
        var text = new StringBuilder();
        var span = CollectionsMarshal.AsSpan(steps);
        for (var at = 0; at < span.Length;)
        {
            var (length, times) = BestGroup(span[at..]);
            if (text.Length > 0) text.Append(' ');
            var group = string.Join(' ', span.Slice(at, length).ToArray().Select(Word));
            if (times == 1) text.Append(group);
            else text.Append(CultureInfo.InvariantCulture, $"{(length > 1 ? $"({group})" : group)}×{times}");
            at += length * times;
        }

        return text.ToString();
    }

    // The group whose repetitions cover most of what lies ahead; the shorter one if two cover the same.
    private static (int Length, int Times) BestGroup(ReadOnlySpan<ShapeStep> ahead)
    {
        var best = (Length: 1, Times: 1);
        for (var length = 1; length <= LongestGroup && length * 2 <= ahead.Length; length++)
        {
            var times = 1;
            while ((times + 1) * length <= ahead.Length && ahead.Slice(times * length, length).SequenceEqual(ahead[..length])) times++;
            if (times > 1 && length * times > best.Length * best.Times) best = (length, times);
        }

        return best;
    }

    private static string Word(ShapeStep step) => step.ToString().ToLowerInvariant();
}
