using System.CommandLine;
using Tracer.Analysis.Eras;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Rules;
using Tracer.Capturing.Images;
using Tracer.Capturing.Scripts;
using Tracer.Cli.Files;
using Tracer.Cli.Usage;
using Tracer.Traces.Ftrace.Definitions;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer capture-script</c>: the script that records a trace on another machine.</summary>
internal sealed class CaptureScriptCommand
{
    // Every trace tells these, however it was recorded.
    private static readonly EventKindSet OfEveryTrace = EventKindSet.Of(EventKind.Named, EventKind.EventsLost);

    private readonly Option<string> kernel = OriginOptions.Kernel();
    private readonly Option<string> vmlinux = new("--vmlinux")
    {
        Description = "the uncompressed image of the very kernel to be recorded: stores to page tables are found in its code, and offsets in its type information",
        HelpName = "FILE",
    };
    private readonly Option<string> kallsyms = new("--kallsyms") { Description = "a copy of that kernel's /proc/kallsyms, where its image has no symbols", HelpName = "FILE" };
    private readonly Option<bool> minimal = new("--minimal") { Description = "a dozen function probes only: little to write, and some rules cannot be judged" };
    private readonly Option<string> output = new("-o", "--output") { Description = "write the script to this file", HelpName = "FILE" };

    public static Command Create()
    {
        var script = new CaptureScriptCommand();
        script.kernel.Description = "the kernel that is to be recorded, such as 6.1; any from 5.10 on by default";
        var command = new ExampleCommand(
            "capture-script", "Print a shell script that records, as root, what a kernel does while a command runs, so that `check` can judge it. It needs nothing but tracefs.",
            "tracer capture-script -o capture.sh",
            "tracer capture-script --kernel 6.1 --minimal",
            "tracer capture-script --vmlinux vmlinux --kallsyms kallsyms -o capture.sh")
        {
            script.kernel, script.vmlinux, script.kallsyms, script.minimal, script.output,
        };
        command.SetAction(script.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(kallsyms) is not null && parsed.GetValue(vmlinux) is null) throw new ArgumentException("--kallsyms goes with --vmlinux, whose symbols it has");
        if (parsed.GetValue(kernel) is not null && parsed.GetValue(vmlinux) is not null) throw new ArgumentException("--vmlinux tells which kernel it is: leave --kernel away");
        var written = OutputFile.Of(parsed.GetValue(output), new[] { parsed.GetValue(vmlinux), parsed.GetValue(kallsyms) }.OfType<string>());
        var image = parsed.GetValue(vmlinux) is { } file ? KernelImage.Open(file, parsed.GetValue(kallsyms)) : null;
        var kernels = image is not null ? new KernelVersionRange(image.Version, image.Version) : KernelsOf(parsed.GetValue(kernel));
        var isMinimal = parsed.GetValue(minimal);
        var script = image is not null ? CaptureScript.For(image, isMinimal) : CaptureScript.For(kernels, isMinimal);

        OutputFile.Write(written, parsed.InvocationConfiguration.Output, text => script.Write(text, Head(script, kernels)));
        foreach (var line in script.StoresTold.SelectMany(told => Wrapping.Wrap("tracer: ", told))) parsed.InvocationConfiguration.Error.WriteLine(line);
        return ExitCode.Holds;
    }

    private static KernelVersionRange KernelsOf(string? text) => text is null ? DefinedKernels.All
        : KernelVersionRange.TryParse(text, out var range) ? range : throw new ArgumentException($"--kernel {text}: a version of Linux is wanted, such as 6.1");

    private static IEnumerable<string> Head(CaptureScript script, KernelVersionRange kernels) =>
        About(script, kernels).Concat(script.StoresTold).SelectMany(told => Wrapping.Wrap("", told, hang: 2));

    private static IEnumerable<string> About(CaptureScript script, KernelVersionRange kernels)
    {
        var eras = EraOf.Between(kernels);
        var shown = script.Shows.Union(OfEveryTrace);
        var rules = RuleCatalogue.All.Select(rule => rule.Info).Where(rule => (rule.Eras & eras) != 0).ToLookup(rule => rule.IsShownBy(shown, eras), rule => rule.Id);
        yield return "Printed by `tracer capture-script`. What each probe is: src/Tracer.Traces/PROBES.md in the sources of Tracer.";
        yield return $"Rules that can be judged of its traces: {string.Join(' ', rules[true])}";
        if (rules[false].Any()) yield return $"Not shown by them: {string.Join(' ', rules[false])}";
    }
}
