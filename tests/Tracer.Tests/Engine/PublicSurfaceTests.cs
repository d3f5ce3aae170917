using System.Reflection;

namespace Tracer.Tests.Engine;

public sealed class PublicSurfaceTests
{
    // Whoever adds a type here says with it that no lock is taken, no entry stored and no notifier called through it.
    private static readonly string[] Allowed =
    [
        "Choice", "ChoiceCatalogue", "Driver", "DriverCatalogue", "Exhibit", "FaultCatalogue", "ISchedule", "Museum", "Operation", "OperationCatalogue", "PlantedFault", "ProtocolCatalogue",
        "ProtocolInfo", "RandomSchedule", "RecordedSchedule", "RunOutcome", "RunRequest", "Scenario", "ScenarioCatalogue", "ScheduleMismatchException", "Setting", "Simulation",
    ];

    private static readonly Assembly Engine = typeof(Simulation).Assembly;

    [Fact]
    public void Nothing_of_the_machine_is_public() =>
        Assert.Equal(Allowed, Engine.GetExportedTypes().Select(type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void No_public_member_hands_out_a_part_of_the_machine()
    {
        const BindingFlags Reachable = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var type in Engine.GetExportedTypes())
            foreach (var member in type.GetMembers(Reachable).OfType<MethodBase>())
                foreach (var touched in member.GetParameters().Select(parameter => parameter.ParameterType).Append((member as MethodInfo)?.ReturnType ?? typeof(void)))
                    Assert.True(touched.IsVisible, $"{type.Name}.{member.Name} shows {touched.Name}");
    }

    [Theory]
    [InlineData("KernelLock", "owner", "readers")]
    [InlineData("PageTable", "entries")]
    [InlineData("NotifierChain", "drivers")]
    [InlineData("SecondaryTable", "mappings")]
    public void What_events_tell_of_is_private_to_the_class_that_tells_it(string name, params string[] fields)
    {
        var type = Engine.GetTypes().Single(candidate => candidate.Name == name);
        foreach (var field in fields)
            Assert.True(type.GetField(field, BindingFlags.NonPublic | BindingFlags.Instance)?.IsPrivate, $"{name}.{field}");
    }
}
