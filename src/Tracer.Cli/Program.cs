using Tracer.Cli;
using Tracer.Cli.Files;
using Tracer.Cli.Usage;
using Tracer.Traces.Files;

Descriptor.TakeUngiven();
using var interruption = Interruption.OfProcess();
return TracerCommand.Run(args, StandardOutput.Open(), StandardOutput.OpenError(), interruption);
