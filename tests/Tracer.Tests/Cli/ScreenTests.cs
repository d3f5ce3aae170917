namespace Tracer.Tests.Cli;

/// <summary>What a terminal shows follows the variables that programs agree on.</summary>
public sealed class ScreenTests
{
    [Theory]
    [InlineData("TERM=xterm PAGER=more", true, "more")]
    [InlineData("TERM=xterm PAGER=more NO_COLOR=1", false, "more")]
    [InlineData("TERM=xterm PAGER=more NO_COLOR=", true, "more")]
    [InlineData("TERM=xterm PAGER=cat", true, null)]
    [InlineData("TERM=xterm PAGER=", true, null)]
    [InlineData("TERM=xterm PATH=/nowhere", true, null)]
    [InlineData("TERM=dumb PAGER=more", false, null)]
    [InlineData("PAGER=more", false, null)]
    public void Colours_and_pager_are_as_the_environment_says(string variables, bool hasColour, string? pager)
    {
        var set = variables.Split(' ').Select(one => one.Split('=')).ToDictionary(one => one[0], one => one[1]);
        Assert.Equal(new ScreenSettings(hasColour, pager), ScreenSettings.Of(set.GetValueOrDefault, mayPage: true));
        Assert.Equal(new ScreenSettings(hasColour, null), ScreenSettings.Of(set.GetValueOrDefault, mayPage: false));
    }

    [Fact]
    public void What_is_no_terminal_gets_neither()
    {
        using var output = new StringWriter();
        using var screen = Screen.On(output, mayPage: true);
        Assert.Equal((false, false), (screen.IsTerminal, screen.HasColour));
        Assert.Same(output, screen.Output);
    }
}
