namespace Tracer.Tests.Cli;

/// <summary>Names may be typed in any case, and several joined; shells complete them.</summary>
public sealed class NamesTests
{
    [Theory]
    [InlineData("list FAULTS", "list faults")]
    [InlineData("help CHECK", "check --help")]
    [InlineData("help", "--help")]
    [InlineData("rules n01", "rules N01")]
    [InlineData("matrix --scenario RECLAIM --driver KVM+GntDev --protocol 4.14 --seeds 1", "matrix --scenario reclaim --driver kvm+gntdev --protocol 4.14 --seeds 1")]
    [InlineData("matrix --scenario reclaim --driver kvm,gntdev --protocol 4.14 --seeds 1", "matrix --scenario reclaim --driver kvm+gntdev --protocol 4.14 --seeds 1")]
    [InlineData("show {kernel} --kind ptechanged+LOCKACQUIRED", "show {kernel} --kind PteChanged,LockAcquired")]
    [InlineData("check {kernel} --rules n01+N11 --format JSON", "check {kernel} --rules N01,N11 --format json")]
    public void However_a_name_is_typed_it_means_the_same(string one, string other) => Assert.Equal(Run(other).Output, Run(one).Output);

    [Fact]
    public void A_command_that_there_is_not_has_no_page() => Assert.StartsWith("unknown command 'chek', did you mean 'check'?; known: ", Tool.Run("help", "chek").Refusal(), StringComparison.Ordinal);

    [Theory]
    [InlineData("tracer plo", "plot")]
    [InlineData("tracer plot x --chart ", "lanes", "rules", "violations")]
    [InlineData("tracer show x --follow-", "--follow-lock", "--follow-page", "--follow-range")]
    [InlineData("tracer record reclaim --driver intel", "intel-svm")]
    [InlineData("tracer record reclaim --fault lose", "lose-dirty")]
    public void A_shell_gets_each_word_on_a_line(string typed, params string[] words) => Assert.Subset(Tool.Run($"[suggest:{typed.Length}]", typed).Done().ToHashSet(), words.ToHashSet());

    private static ToolResult Run(string line) => Tool.Run([.. line.Split(' ').Select(word => word == "{kernel}" ? SampleTraces.PlantedKernel : word)]);
}
