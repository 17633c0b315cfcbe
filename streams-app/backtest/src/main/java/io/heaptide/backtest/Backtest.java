package io.heaptide.backtest;

import io.heaptide.core.DetectorPolicy;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command: replays recorded samples through the detector and writes its verdicts. */
@Command(
        name = "backtest",
        sortOptions = false,
        usageHelpWidth = 100,
        description = "What would Heaptide have said: replays recorded samples through the very same detector.",
        footer = {
            "",
            "Samples: timestamp,service,instance,metric,used_bytes,limit_bytes[,version], sorted by time; timestamps are",
            "epoch seconds or ISO-8601. Verdicts: a row a change; an empty instance is the service's own verdict.",
            "Exit codes: 0 done, 1 failed, 2 wrong use."
        })
public final class Backtest implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--samples", paramLabel = "FILE", required = true, description = "CSV file, .gz or plain")
    private Path samples = Path.of("");

    @Option(
            names = "--pane",
            paramLabel = "DURATION",
            defaultValue = "1m",
            converter = DurationConverter.class,
            description = "base pane, such as 5s for samples by the second (default: ${DEFAULT-VALUE})")
    private Duration pane = Duration.ofMinutes(1);

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "verdict CSV to write")
    private Path out = Path.of("");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    @SuppressWarnings("UnusedVariable") // picocli sets it and acts on it
    private boolean help;

    private Backtest() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command with its own explanations of failure, alone or as a part of another. */
    public static CommandLine commandLine() {
        return new CommandLine(new Backtest()).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (!(failure instanceof IOException || failure instanceof BadSamples)) {
                throw failure;
            }
            command.getErr().println("backtest: " + explained(failure));
            return ExitCode.SOFTWARE;
        });
    }

    private static String explained(Exception failure) {
        return failure instanceof NoSuchFileException
                ? "no such file: " + failure.getMessage()
                : String.valueOf(failure.getMessage());
    }

    @Override
    public Integer call() throws IOException {
        DetectorPolicy policy = policy();
        ProgressBar bar = new ProgressBar(spec.commandLine().getErr(), Ansi.AUTO.enabled());
        try (SampleFile file = new SampleFile(samples);
                Writer writer = Files.newBufferedWriter(out)) {
            VerdictCsv verdicts = new VerdictCsv(writer);
            Replay replay = new Replay(policy, verdicts::write);
            Optional<Reading> reading = file.next();
            while (reading.isPresent()) {
                replay.take(reading.get());
                bar.show(file.share(), replay.readings());
                reading = file.next();
            }
            replay.finish();
            bar.finish(summary(replay, verdicts));
        }
        return ExitCode.OK;
    }

    private DetectorPolicy policy() {
        try {
            return DetectorPolicy.defaults().withPane(pane);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--pane: " + wrong.getMessage(), wrong);
        }
    }

    private static String summary(Replay replay, VerdictCsv verdicts) {
        return String.format(
                Locale.ROOT,
                "%,d samples replayed, %,d refused as late, repeated or implausible; %,d verdict changes",
                replay.readings(),
                replay.refused(),
                verdicts.rows());
    }
}
