using Tracer.Cli;

// A screen gets line by line, a file or a pipe many lines at once.
var output = Console.IsOutputRedirected ? new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16) : Console.Out;
return TracerCommand.Run(args, output, Console.Error);
