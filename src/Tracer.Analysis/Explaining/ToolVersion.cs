using System.Reflection;

namespace Tracer.Analysis.Explaining;

/// <summary>The version of the program, as reports and pictures name it.</summary>
public static class ToolVersion
{
    /// <summary>Without the commit that a build may put behind it.</summary>
    public static string Text { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
