package io.heaptide.backtest;

import io.heaptide.core.DetectorPolicy;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
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
            "Samples: timestamp,service,instance,metric,used_bytes,limit_bytes[,version], sorted by time;",
            "timestamps are epoch seconds or ISO-8601.",
            "Verdicts: a row a change, sorted by time; an empty instance is the service's own verdict.",
            "Exit codes: 0 done, 1 failed, 2 wrong use, 130 stopped by Ctrl-C, with what was found written."
        })
public final class Backtest implements Callable<Integer> {
    /** What a shell reports of a process that Ctrl-C ended. */
    private static final int INTERRUPTED = 130;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--samples", paramLabel = "FILE", description = "CSV file, .gz or plain")
    private @Nullable Path samples;

    @ArgGroup(exclusive = false, heading = "Instead of a file:%n", order = 20)
    private PrometheusOptions prometheus = new PrometheusOptions();

    @Option(
            names = "--pane",
            paramLabel = "DURATION",
            defaultValue = "1m",
            converter = DurationConverter.class,
            description = "base pane, such as 5s for samples by the second (default: ${DEFAULT-VALUE})")
    private Duration pane = Duration.ofMinutes(1);

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "verdict CSV to write")
    private Path out = Path.of("");

    @Option(names = "--report", paramLabel = "FILE", description = "HTML report to write, with plots")
    private @Nullable Path report;

    @Option(names = "--json", description = "print the summary as JSON on standard output")
    private boolean json;

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
        return new CommandLine(new Backtest())
                .setParameterExceptionHandler((wrong, arguments) -> {
                    wrong.getCommandLine().getErr().println("backtest: " + wrong.getMessage() + " (see --help)");
                    return ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
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
        long started = System.nanoTime();
        try (Interruption interruption = new Interruption();
                Readings source = open(bar);
                VerdictCsv rows = new VerdictCsv(out);
                ParallelReplay replay = new ParallelReplay(policy, threads(), rows, recorded(), interruption)) {
            Told told = replay.run(source, bar);
            rows.finish();
            if (report != null) {
                new HtmlReport(told, ReportPolicy.defaults()).write(report, describe(), pane, source.leftOut());
            }
            Summary summary = new Summary(told, rows.rows(), source.leftOut(), (System.nanoTime() - started) / 1e9);
            bar.finish(summary.text());
            if (json) {
                spec.commandLine().getOut().println(summary.json());
                spec.commandLine().getOut().flush();
            }
            return told.isWhole() ? ExitCode.OK : INTERRUPTED;
        }
    }

    private Readings open(ProgressBar bar) throws IOException {
        if (samples != null && !prometheus.areGiven()) {
            return new SampleFile(samples);
        }
        if (samples == null && prometheus.areGiven()) {
            try {
                return prometheus.open(InstantSource.system(), line -> bar.say("backtest: " + line));
            } catch (IllegalArgumentException wrong) {
                throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
            }
        }
        throw new ParameterException(
                spec.commandLine(),
                samples == null
                        ? "no source of samples: give --samples FILE, or --prometheus URL with --query and --from"
                        : "two sources of samples: --samples " + samples + " and --prometheus " + prometheus.describe()
                                + "; leave one of them out");
    }

    private String describe() {
        return samples == null ? prometheus.describe() : samples.toString();
    }

    private static int threads() {
        return Runtime.getRuntime().availableProcessors();
    }

    private int recorded() {
        return report == null ? 0 : ReportPolicy.defaults().recorded();
    }

    private DetectorPolicy policy() {
        try {
            return DetectorPolicy.defaults().withPane(pane);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--pane: " + wrong.getMessage(), wrong);
        }
    }
}
