using Tracer.Testing;
using Tracer.Lab.Checking;

namespace Tracer.Tests.Analysis.Findings;

public sealed class RankingTests
{
    private readonly TraceReport reclaim = TraceCheck.Run(RepositoryRoot.At("traces/museum/B02.nettrace"), new CheckOptions());

    [Fact]
    public void What_did_harm_comes_first_then_by_severity_and_what_oracles_saw_last() =>
        Assert.Equal(["N11", "T03", "N01", "N07", "S01", "S02"], Ranking.Of(reclaim).Counting.Single().Ways.Select(way => way.First.Rule.Id));

    [Fact]
    public void Every_finding_has_a_number_of_its_own_by_which_it_is_found()
    {
        var ranking = Ranking.Of(reclaim);
        Assert.Equal(reclaim.Findings.Count + reclaim.PolicyRemarks.Count, ranking.All.Count);
        Assert.Equal(Enumerable.Range(1, ranking.All.Count), ranking.All.Select(finding => ranking.NumberOf(finding)!.Value));
    }

    [Fact]
    public void Of_a_way_the_one_whose_harm_was_seen_comes_first_and_the_others_as_they_came()
    {
        Finding[] same = [.. reclaim.Findings.Where(finding => finding.Rule.Id == "N01").Select(finding => finding with { })];
        same[1].ConfirmedBy.Add(reclaim.Findings.First(finding => finding.Rule.Id == "S01"));
        var way = Ranking.Of(reclaim with { Findings = same, PolicyRemarks = [] }).Counting.Single().Ways.Single();
        Assert.Equal([same[1].Sequence, same[0].Sequence, same[2].Sequence], way.Findings.Select(finding => finding.Sequence));
    }

    [Fact]
    public void Findings_that_share_no_culprit_and_no_harm_are_of_several_causes_the_harmful_first()
    {
        // N07 speaks of #185 alone, N01 of #170 alone: without N11, which needs both, nothing ties them.
        var apart = reclaim.Findings.Where(finding => finding.Rule.Id is "N01" or "N07" or "S01").ToList();
        Assert.Equal(["S01", "N01", "N07"], Ranking.Of(reclaim with { Findings = apart, PolicyRemarks = [] }).Counting.Select(cause => cause.Ways.Single().First.Rule.Id));
    }

    [Fact]
    public void Remarks_that_set_no_verdict_are_numbered_last()
    {
        var report = reclaim with { Findings = [.. reclaim.Findings.Skip(3)], PolicyRemarks = [.. reclaim.Findings.Take(3)] };
        Assert.Equal(report.PolicyRemarks.Select(finding => finding.Sequence).Order(), Ranking.Of(report).All.TakeLast(3).Select(finding => finding.Sequence).Order());
    }
}
