using System.Reflection;
using System.Runtime.Loader;
using Tracer.Testing;

namespace Tracer.Tests.Engine.Additions;

/// <summary>A recording names what it uses: whoever adds to the engine leaves it as it was.</summary>
public sealed class AdditionTests
{
    private static readonly string[] Folders = ["traces/engine", "traces/museum"];

    // Catalogues are read once, so the additions are made to an engine of its own.
    private readonly Type added = new ApartEngine().LoadFromAssemblyPath(typeof(AdditionTests).Assembly.Location).GetType(typeof(Added).FullName!)!;

    [Fact]
    public void One_more_driver_operation_scenario_fault_and_choice_leave_every_recording_as_it_is()
    {
        string[] recordings = [.. Folders.SelectMany(folder => Directory.GetFiles(RepositoryRoot.At(folder), "*.nettrace")).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(recordings);

        Assert.Empty(Call<string[]>(nameof(Added.Differing), [recordings]));
        Assert.Superset(
            new HashSet<string> { Added.Name, "aa-choice=other", "aa_function", "aa_notifier", "aa_map" },
            Call<string[]>(nameof(Added.NamesOfARun)).ToHashSet());
    }

    private T Call<T>(string method, params object[] arguments) => (T)added.GetMethod(method)!.Invoke(null, arguments)!;

    private sealed class ApartEngine : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName name) => name.Name!.StartsWith("Tracer.", StringComparison.Ordinal)
            ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, $"{name.Name}.dll"))
            : null;
    }
}
