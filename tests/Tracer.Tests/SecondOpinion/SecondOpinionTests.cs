using Tracer.Testing;

namespace Tracer.Tests.SecondOpinion;

/// <summary>
/// The analyzer against slow checks of the same statements, over single-event mutants of clean runs: they agree but for the classes of DIFFERENCES.md, and what is found otherwise in the suite's share of them stands line by line in differences.txt.
/// <c>TRACER_OPINION=full dotnet test --filter SecondOpinion</c> judges 45,000 mutants of 300 runs instead of 1,200 of 50, and compares the table.
/// </summary>
public sealed class SecondOpinionTests
{
    private const double LeastShare = 99.5;

    [Fact]
    public void The_slow_checks_object_to_no_clean_run()
    {
        var objections = CleanRun.Choose(OpinionTable.IsFull ? 300 : 50).Select(run => (Run: run.ToString(), Rules: string.Join(' ', SlowCheck.Judge(run.Events, run.Protocol).Keys)))
            .Where(judged => judged.Rules.Length > 0);
        Assert.Empty(objections);
    }

    [Fact]
    public void Both_name_the_same_rules()
    {
        var comparison = OpinionTable.IsFull ? Comparison.Of(300, 150) : Comparison.Of(50, 24);
        var table = OpinionTable.Of(comparison);
        Assert.True(comparison.Share >= LeastShare, table);
        if (OpinionTable.IsFull) Golden.Matches(table, OpinionTable.Path);
        else Golden.Matches(string.Concat(comparison.Differences.Select(difference => $"{difference}\n")), OpinionTable.SuitePath);
    }
}
