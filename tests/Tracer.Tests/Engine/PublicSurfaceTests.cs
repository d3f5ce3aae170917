using System.Reflection;
using Tracer.Engine.Tracing;

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

    // Two of a name would be two functions to a reader of a trace.
    [Fact]
    public void A_kernel_function_is_declared_once_under_its_own_name()
    {
        var names = Engine.GetTypes().SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType == typeof(KernelFunction)).Select(field => (Field: field.Name, ((KernelFunction)field.GetValue(null)!).Name)).ToList();
        Assert.NotEmpty(names);
        Assert.All(names, function => Assert.Equal(function.Field, function.Name));
        Assert.Equal(names.Count, names.Distinct().Count());
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
