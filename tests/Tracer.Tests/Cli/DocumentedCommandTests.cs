using System.Text.RegularExpressions;
using Tracer.Cli;
using Tracer.Tests.Tidy;

namespace Tracer.Tests.Cli;

/// <summary>What the pages of this repository tell a reader to type can be typed.</summary>
public sealed partial class DocumentedCommandTests
{
    public static TheoryData<string> Pages => [.. Repository.Files.Where(path => path.EndsWith(".md", StringComparison.Ordinal) && Commands(path).Any())];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_of_a_page_can_be_typed(string page)
    {
        foreach (var command in Commands(page))
        {
            var errors = TracerCommand.Root.Parse(command.Split(' ')).Errors;
            Assert.True(errors.Count == 0, $"tracer {command}: {string.Join(" ", errors)}");
        }
    }

    [Fact]
    public void The_first_page_has_some() => Assert.Contains("README.md", Pages.Select(row => row.Data));

    private static IEnumerable<string> Commands(string page) =>
        Repository.Lines(page).SelectMany(line => Typed().Matches(line)).Select(typed => typed.Groups["words"].Value);

    // A line of code, behind a pipe too, or code inside a sentence.
    [GeneratedRegex(@"(?:^    (?:[^`]*\| )?|`)tracer (?<words>[^`|]+?)(?:`|$| \|)")]
    private static partial Regex Typed();
}
