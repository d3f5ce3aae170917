using Tracer.Analysis.Findings;

namespace Tracer.Analysis.Explaining;

/// <summary>The witnesses of a finding under the letters by which an explanation and a chart call them: A, B, C in order of sequence.</summary>
public sealed class Letters
{
    private readonly Witness[] witnesses;
    private readonly Finding finding;

    public Letters(Finding finding)
    {
        this.finding = finding;
        witnesses = [.. finding.Witnesses.OrderBy(witness => witness.Event.Header.Sequence)];
    }

    /// <summary>The witnesses in order; the letter of each is <see cref="At"/> of its index.</summary>
    public IReadOnlyList<Witness> Witnesses => witnesses;

    /// <summary>A to Z, then A1 to Z1, and so on.</summary>
    public static string At(int index) => $"{(char)('A' + index % 26)}{(index < 26 ? "" : $"{index / 26}")}";

    /// <summary>The letter of an event, or null if it is no witness.</summary>
    public string? Find(in VmEvent e)
    {
        for (var i = 0; i < witnesses.Length; i++)
            if (witnesses[i].Event == e) return At(i);
        return null;
    }

    /// <summary>The letter of an event, else the id of the first oracle that saw harm in it, else nothing.</summary>
    public string Mark(VmEvent e) => Find(in e) ?? finding.ConfirmedBy.FirstOrDefault(outcome => outcome.Culprit == e)?.Rule.Id ?? "";

    /// <summary>The letter of an event that lies before the witness at <paramref name="index"/>, or null.</summary>
    public string? FindBefore(int index, Func<Witness, bool> isIt)
    {
        for (var i = index - 1; i >= 0; i--)
            if (isIt(witnesses[i])) return At(i);
        return null;
    }
}
