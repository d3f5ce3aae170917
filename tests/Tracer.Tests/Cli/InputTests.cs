using Tracer.Testing;
using Tracer.Tests.Kernels;

namespace Tracer.Tests.Cli;

/// <summary>What people bring is told what it is: the table of <c>traces/inputs</c> says how.</summary>
public sealed class InputTests
{
    private const string Folder = "traces/inputs";

    public static TheoryData<string, int, string> Rows => InputTable.Rows(Folder);

    public static TheoryData<string, int> Texts => [.. Rows.Select(row => row.Data).Where(row => row.Item1.EndsWith(".txt", StringComparison.Ordinal) && row.Item2 != 2).Select(row => (row.Item1, row.Item2))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_is_told_what_it_is(string name, int exitCode, string says) => InputTable.IsToldWhatItIs($"{Folder}/{name}", exitCode, says);

    // Of a pipe nothing is read ahead.
    [Theory]
    [MemberData(nameof(Texts))]
    public void A_pipe_is_told_the_same(string name, int exitCode)
    {
        ITrace? trace = FtraceTrace.Open(new Trickle(File.ReadAllBytes(RepositoryRoot.At($"traces/inputs/{name}")), most: 100), "-", null, isLive: true);
        using var first = trace;
        var verdicts = new List<TraceVerdict>();
        for (; trace is not null; trace = trace.Next("-")) verdicts.Add(TraceCheck.Run(trace, new CheckOptions()).Verdict);

        Assert.Equal(exitCode, ExitCodeOf(verdicts));
    }

    [Fact]
    public void Each_has_a_row() => InputTable.EachHasARow(Folder);

    private static int ExitCodeOf(List<TraceVerdict> verdicts) =>
        verdicts.Contains(TraceVerdict.Violated) ? 1 : verdicts.Contains(TraceVerdict.Inconclusive) ? 3 : 0;
}
