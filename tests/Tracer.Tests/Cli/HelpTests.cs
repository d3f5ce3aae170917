using Tracer.Cli;
using Tracer.Testing;

namespace Tracer.Tests.Cli;

public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. TracerCommand.Root.Subcommands.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_has_a_page_of_80_columns(string command)
    {
        var page = Tool.Run(command, "--help").Done();

        Assert.All(page.TakeWhile(line => line != "Examples:"), line => Assert.True(line.Length <= 80 && line == line.TrimEnd(), line));
        Golden.Matches(string.Join('\n', page) + "\n", $"tests/Tracer.Tests/Cli/Golden/help-{command}.txt");
    }

    [Fact]
    public void The_tool_has_one_too() => Golden.Matches(Tool.Run("--help").Output, "tests/Tracer.Tests/Cli/Golden/help.txt");

    [Fact]
    public void Without_a_command_it_is_printed_and_nothing_was_done()
    {
        var bare = Tool.Run();

        Assert.Equal(Tool.Run("--help").Output, bare.Output);
        Assert.Equal(2, bare.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_example_can_be_typed(string command)
    {
        var examples = Tool.Run(command, "--help").Lines.SkipWhile(line => line != "Examples:").Skip(1).ToArray();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            var words = example[(example.LastIndexOf("tracer ", StringComparison.Ordinal) + "tracer ".Length)..].Split(' ');
            Assert.Equal(command, words[0]);
            Assert.Empty(TracerCommand.Root.Parse(words).Errors);
        }
    }
}
