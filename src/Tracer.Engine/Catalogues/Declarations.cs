using System.Reflection;

namespace Tracer.Engine.Catalogues;

/// <summary>What the catalogues are read from.</summary>
internal static class Declarations
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Where declarations are looked for. Whoever adds an assembly does so before the first catalogue is read.</summary>
    internal static IList<Assembly> Assemblies { get; } = [typeof(Declarations).Assembly];

    internal static IEnumerable<Type> Types => Assemblies.SelectMany(assembly => assembly.GetTypes());

    /// <summary>The values of all static fields and properties of a type.</summary>
    internal static IEnumerable<T> Of<T>()
        where T : class =>
        Types.Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(Static)).Where(field => field.FieldType == typeof(T))
            .Select(field => (T)field.GetValue(null)!);
}
