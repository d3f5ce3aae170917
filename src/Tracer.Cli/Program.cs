using Tracer.Cli;
using Tracer.Cli.Files;

return TracerCommand.Run(args, StandardOutput.Open(), Console.Error);
