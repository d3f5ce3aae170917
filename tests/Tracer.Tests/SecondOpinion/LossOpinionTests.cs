using System.Collections.Concurrent;
using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.SecondOpinion;

/// <summary>
/// Lost events make a verdict weaker and never wrong: no rule is broken that is not broken in the whole run, and none is said to hold that is.
/// What is wrong still stands line by line in losses.txt. <c>TRACER_OPINION=full dotnet test --filter LossOpinion</c> looks at 7,000 places instead of 400, each lost, doubled and late, for losses-full.txt.
/// </summary>
public sealed class LossOpinionTests
{
    private const string LossesPath = "tests/Tracer.Tests/SecondOpinion/losses-full.txt";
    private const string SuiteLossesPath = "tests/Tracer.Tests/SecondOpinion/losses.txt";
    private const int Cases = 400;
    private const int AllCases = 7000;

    [Fact]
    public void A_loss_breaks_no_rule_and_keeps_none_but_those_that_are_listed()
    {
        var wrong = new ConcurrentBag<string>();
        Parallel.ForEach(LossCase.Choose(OpinionTable.IsFull ? AllCases : Cases), one =>
        {
            var (whole, left) = (Verdict.Of(one.Whole, one.Protocol), one.Judge());
            var broken = whole.Broken().ToHashSet();
            foreach (var finding in left.Findings.Where(finding => !broken.Contains(finding.Rule.Id)).DistinctBy(finding => finding.Reason.Code))
                wrong.Add($"{finding.Reason.Code} is found: {one}");
            if (left.Verdict == TraceVerdict.Holds) wrong.Add($"the trace holds: {one}");
            foreach (var rule in left.Rules.Where(rule => rule.Verdict == RuleVerdict.Holds && broken.Contains(rule.Rule.Id)))
                wrong.Add($"{rule.Rule.Id} holds: {one}");
        });
        Golden.Matches(string.Concat(wrong.Order(StringComparer.Ordinal).Select(line => $"{line}\n")), OpinionTable.IsFull ? LossesPath : SuiteLossesPath);
    }
}
