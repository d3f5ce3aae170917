using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Tracer.Tests.Tidy;

/// <summary>Which namespaces of an assembly know which, from its compiled types, each arrow with a pair of types that draws it.</summary>
internal sealed class FolderArrows
{
    private readonly Dictionary<string, Dictionary<string, (string Of, string Knows)>> arrows = new(StringComparer.Ordinal);

    private FolderArrows()
    {
    }

    public IReadOnlyCollection<string> Folders => arrows.Keys;

    public static FolderArrows Of(string path)
    {
        using var module = ModuleDefinition.ReadModule(path);
        return Of(module);
    }

    public static FolderArrows Of(ModuleDefinition module)
    {
        var found = new FolderArrows();
        foreach (var type in module.GetAllTypes())
        {
            if (FolderOf(type) is not { Length: > 0 } folder) continue;
            found.arrows.TryAdd(folder, new(StringComparer.Ordinal));
            foreach (var known in KnownTo(type).SelectMany(Parts).Where(known => known.Scope == module))
                if (FolderOf(known) is { Length: > 0 } other && other != folder)
                    found.arrows[folder].TryAdd(other, (Outermost(type).Name, Outermost(known).Name));
        }

        return found;
    }

    public bool Has(string folder, string other) => arrows.TryGetValue(folder, out var known) && known.ContainsKey(other);

    public FolderArrows Without(string folder, string other)
    {
        var less = new FolderArrows();
        foreach (var (from, known) in arrows)
            less.arrows[from] = known.Where(arrow => from != folder || arrow.Key != other).ToDictionary(StringComparer.Ordinal);
        return less;
    }

    /// <summary>The arrows of the shortest way from a folder back to itself, in words; none if there is no such way.</summary>
    public IReadOnlyList<string> ShortestCircle()
    {
        List<string> shortest = [];
        foreach (var start in arrows.Keys.Order(StringComparer.Ordinal))
        {
            var way = WayBack(start);
            if (way.Count > 0 && (shortest.Count == 0 || way.Count < shortest.Count)) shortest = way;
        }

        return shortest;
    }

    private List<string> WayBack(string start)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var queue = new Queue<string>([start]);
        while (queue.TryDequeue(out var folder))
        {
            foreach (var next in arrows.GetValueOrDefault(folder, []).Keys.Order(StringComparer.Ordinal))
            {
                if (!cameFrom.TryAdd(next, folder)) continue;
                if (next == start) return Way(start, cameFrom);
                queue.Enqueue(next);
            }
        }

        return [];
    }

    private List<string> Way(string start, Dictionary<string, string> cameFrom)
    {
        var way = new List<string>();
        var to = start;
        do
        {
            var from = cameFrom[to];
            var (of, knows) = arrows[from][to];
            way.Insert(0, $"{from} -> {to}: {of} knows {knows}");
            to = from;
        }
        while (to != start);
        return way;
    }

    private static IEnumerable<TypeReference> KnownTo(TypeDefinition type)
    {
        IEnumerable<TypeReference?> known =
        [
            type.BaseType,
            .. type.Interfaces.Select(of => of.InterfaceType),
            .. type.Fields.Select(field => field.FieldType),
            .. type.GenericParameters.SelectMany(Constraints),
            .. type.CustomAttributes.SelectMany(Attribute),
            .. type.Fields.SelectMany(field => field.CustomAttributes).SelectMany(Attribute),
            .. type.Methods.SelectMany(Signature),
            .. type.Methods.Where(method => method.HasBody).SelectMany(method => Body(method.Body)),
        ];
        return known.OfType<TypeReference>();
    }

    private static IEnumerable<TypeReference> Signature(MethodReference method) =>
        [method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType), .. method.GenericParameters.SelectMany(Constraints)];

    private static IEnumerable<TypeReference> Constraints(GenericParameter parameter) => parameter.Constraints.Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference> Attribute(CustomAttribute attribute) =>
        [attribute.AttributeType, .. attribute.ConstructorArguments.Concat(attribute.Properties.Select(property => property.Argument)).SelectMany(Argument)];

    // A member of an enum that is given as an object comes in a box of its own.
    private static IEnumerable<TypeReference> Argument(CustomAttributeArgument argument) =>
        argument.Value is CustomAttributeArgument boxed ? Argument(boxed) : argument.Value is TypeReference type ? [argument.Type, type] : [argument.Type];

    private static IEnumerable<TypeReference> Body(MethodBody body) =>
        [.. body.Variables.Select(variable => variable.VariableType), .. body.Instructions.SelectMany(Operand)];

    private static IEnumerable<TypeReference> Operand(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments, .. Signature(method.ElementMethod)],
        MethodReference method => [method.DeclaringType, .. Signature(method)],
        _ => [],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        GenericParameter => [],
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    // The compiler's own helpers have no namespace.
    private static string FolderOf(TypeReference type) => Outermost(type).Namespace;
}
