package io.heaptide.benchmarks;

import io.heaptide.benchmarks.detection.DetectionBench;
import io.heaptide.benchmarks.kernel.KernelBench;
import io.heaptide.benchmarks.pipeline.AgentBench;
import io.heaptide.benchmarks.pipeline.LatencyBench;
import io.heaptide.benchmarks.pipeline.PipelineBench;
import io.heaptide.benchmarks.pipeline.RestoreBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command: measures, one benchmark a subcommand. */
@Command(
        name = "bench",
        sortOptions = false,
        usageHelpWidth = 100,
        synopsisSubcommandLabel = "NAME",
        subcommands = {
            DetectionBench.class,
            KernelBench.class,
            PipelineBench.class,
            RestoreBench.class,
            LatencyBench.class,
            AgentBench.class
        },
        description = "Measures how well Heaptide detects and how fast it is.",
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong use."})
public final class Bench implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "show this help")
    @SuppressWarnings("UnusedVariable") // picocli sets it and acts on it
    private boolean help;

    private Bench() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command with its own explanations of failure, alone or as a part of another. */
    public static CommandLine commandLine() {
        return new CommandLine(new Bench()).setExecutionExceptionHandler(Bench::explain);
    }

    /** Without a name nothing is measured. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    private static int explain(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (!(failure instanceof IOException)) {
            throw failure;
        }
        command.getErr().println("bench " + command.getCommandName() + ": " + failure.getMessage());
        command.getErr().flush();
        return ExitCode.SOFTWARE;
    }
}
