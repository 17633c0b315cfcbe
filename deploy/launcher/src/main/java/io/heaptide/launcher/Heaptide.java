package io.heaptide.launcher;

import io.heaptide.backtest.Backtest;
import io.heaptide.benchmarks.Bench;
import io.heaptide.diagnosis.command.DiagnoseCommand;
import io.heaptide.gate.command.GateCommand;
import io.heaptide.importers.command.DiffCommand;
import io.heaptide.importers.command.ImportCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParseResult;

/** The command line: {@code deploy/heaptide}. Exit codes: 0 done, 1 failed, 2 wrong use. */
@Command(
        name = "heaptide",
        description = "Finds memory leaks across a whole fleet.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            StatusCommand.class,
            DownCommand.class,
            QueryCommand.class,
            SqlCommand.class,
            AttachCommand.class,
            VersionCommand.class,
            HelpCommand.class
        },
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong use."})
public final class Heaptide {

    private static final int FAILED = 1;
    private static final IExecutionExceptionHandler EXPLAIN = Heaptide::explain;

    @Mixin
    HelpOption help = new HelpOption();

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        String[] words = args.length == 0 ? new String[] {"--help"} : args;
        System.exit(commandLine().execute(words));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Heaptide())
                .setCommandName(System.getProperty("heaptide.command", "heaptide"))
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(EXPLAIN)
                .addSubcommand(ImportCommand.commandLine())
                .addSubcommand(DiffCommand.commandLine())
                .addSubcommand(DiagnoseCommand.commandLine())
                .addSubcommand(
                        GateCommand.commandLine(() -> StackQuestions.open(HomeOption.standard(), System.getenv())))
                .addSubcommand(Backtest.commandLine())
                .addSubcommand(Bench.commandLine());
    }

    private static int explain(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof Failure) {
            command.getErr().println("heaptide: " + failure.getMessage());
            return FAILED;
        }
        IExecutionExceptionHandler own = command.getExecutionExceptionHandler();
        if (own != EXPLAIN) { // a command of another module, which picocli would not ask
            return own.handleExecutionException(failure, command, parsed);
        }
        throw failure; // our bug: its stack trace helps
    }
}
