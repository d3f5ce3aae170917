namespace Tracer.Tests.Events;

public sealed class NamesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("kworker")]
    [InlineData("exactly twenty-four byte")]
    [InlineData("one byte more than that is")]
    [InlineData("forty-eight bytes, which two events can just hold")]
    [InlineData("twenty-three bytes, so …äöü across the boundary 😀😀😀😀😀😀😀😀😀😀😀😀")]
    public void A_name_of_any_length_is_put_together_again(string name)
    {
        var names = new Names();
        foreach (var e in Names.Events(NameSpace.Function, 3, name)) names.Accept([e]);
        Assert.Equal(name, names.Find(NameSpace.Function, 3));
    }

    [Fact]
    public void A_name_is_unknown_until_its_last_part()
    {
        var names = new Names();
        var parts = Names.Events(NameSpace.Lock, 1, new string('x', 60)).ToArray();
        Assert.Equal(3, parts.Length);
        names.Accept(parts.AsSpan(0, 2));
        Assert.Null(names.Find(NameSpace.Lock, 1));
        names.Accept(parts.AsSpan(2));
        Assert.Equal(60, names.Find(NameSpace.Lock, 1)!.Length);
    }

    // A trace that begins in the middle of a name must not make a name of its end.
    [Fact]
    public void A_name_whose_beginning_is_lost_stays_unknown()
    {
        var names = new Names();
        names.Accept(Names.Events(NameSpace.Lock, 1, new string('x', 60)).Skip(1).ToArray());
        Assert.Null(names.Find(NameSpace.Lock, 1));
    }

    [Fact]
    public void A_name_with_a_part_lost_stays_unknown()
    {
        var names = new Names();
        var parts = Names.Events(NameSpace.Lock, 1, new string('x', 60)).ToArray();
        names.Accept([parts[0], parts[2]]);
        Assert.Null(names.Find(NameSpace.Lock, 1));
    }

    [Fact]
    public void Parts_of_different_names_may_lie_in_between()
    {
        var names = new Names();
        var one = Names.Events(NameSpace.Task, 1, new string('a', 30)).ToArray();
        var two = Names.Events(NameSpace.Task, 2, new string('b', 30)).ToArray();
        names.Accept([one[0], two[0], one[1], two[1]]);
        Assert.Equal([new string('a', 30), new string('b', 30)], names.All(NameSpace.Task));
    }

    [Fact]
    public void The_last_name_given_counts_and_spaces_are_apart()
    {
        var names = new Names();
        foreach (var e in Names.Events(NameSpace.Task, 1, "sh").Concat(Names.Events(NameSpace.Task, 1, "mmw")).Concat(Names.Events(NameSpace.Driver, 1, "kvm"))) names.Accept([e]);
        Assert.Equal("mmw-1", names.Of(new TaskId(1)));
        Assert.Equal("kvm", names.Of(new DriverId(1)));
        Assert.Equal("task-2", names.Of(new TaskId(2)));
        Assert.Null(names.Of(default(FunctionId)));
    }
}
