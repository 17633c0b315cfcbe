package io.heaptide.simulator;

import io.heaptide.simulator.file.LabelCsv;
import io.heaptide.simulator.file.SampleCsv;
import io.heaptide.simulator.model.Fleet;
import io.heaptide.simulator.otlp.OtlpExporter;
import io.heaptide.simulator.otlp.RetryPolicy;
import io.heaptide.simulator.otlp.SendCounts;
import io.heaptide.simulator.otlp.SendFailed;
import io.heaptide.simulator.otlp.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command: simulates a fleet and sends it over OTLP, or writes it to a file. */
@Command(
        name = "fleet-simulator",
        sortOptions = false,
        usageHelpWidth = 100,
        description = "Simulates a fleet of services, deterministic and labelled, and sends it over OTLP/HTTP.",
        footer = {
            "",
            "Durations are written 500ms, 2s, 1h30m, 14d. The same options with a fixed --start give the same bytes.",
            "Exit codes: 0 done, 1 failed or readings rejected, 2 wrong use."
        })
public final class FleetSimulator implements Callable<Integer> {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(8); // of the 10 s that Ctrl-C may take

    private final InstantSource clock;
    private final StopSignal stop;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:${env:HEAPTIDE_OTLP_HTTP_PORT:-4318}",
            description = "OTLP/HTTP receiver (default: ${DEFAULT-VALUE})")
    private String endpoint = "";

    @Mixin
    private FleetOptions fleetOptions = new FleetOptions();

    @Mixin
    private ScheduleOptions scheduleOptions = new ScheduleOptions();

    @Option(
            names = "--give-up-after",
            paramLabel = "DURATION",
            defaultValue = "2m",
            converter = DurationConverter.class,
            description = "fail when the receiver does not take a request for so long (default: ${DEFAULT-VALUE})")
    private Duration giveUpAfter = Duration.ofMinutes(2);

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "write the samples to FILE for a back-test and send nothing; .gz compresses")
    private @Nullable Path csv;

    @Option(names = "--labels", paramLabel = "FILE", description = "write the truth about each service to FILE")
    private @Nullable Path labels;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    @SuppressWarnings("UnusedVariable") // picocli sets it and acts on it
    private boolean help;

    private FleetSimulator(InstantSource clock, StopSignal stop) {
        this.clock = clock;
        this.stop = stop;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine(InstantSource.system(), new StopSignal()).execute(args));
    }

    /** The command for a clock and a way to stop it. */
    static CommandLine commandLine(InstantSource clock, StopSignal stop) {
        return new CommandLine(new FleetSimulator(clock, stop))
                .registerConverter(FleetName.class, FleetName::of)
                .setExecutionExceptionHandler(FleetSimulator::explain);
    }

    @Override
    public Integer call() throws IOException {
        Fleet fleet = orWrongUse(fleetOptions::fleet);
        Schedule schedule = orWrongUse(() ->
                csv == null ? scheduleOptions.forSending(clock.instant()) : scheduleOptions.forFile(clock.instant()));
        if (labels != null) {
            LabelCsv.write(labels, fleet.labels(schedule.origin()));
        }
        return csv == null ? send(fleet, schedule) : write(fleet, schedule, csv);
    }

    private int write(Fleet fleet, Schedule schedule, Path file) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        try (SampleCsv samples = new SampleCsv(file)) {
            fleet.replay(schedule.origin(), schedule.interval()).advanceTo(schedule.end(), samples);
            err.printf("%,d samples written to %s%n", samples.rows(), file);
            err.flush();
        }
        return ExitCode.OK;
    }

    private int send(Fleet fleet, Schedule schedule) {
        URI receiver = orWrongUse(this::receiver);
        RetryPolicy policy = orWrongUse(() -> RetryPolicy.givingUpAfter(giveUpAfter));
        Progress progress = new Progress(spec.commandLine().getErr(), clock, Ansi.AUTO.enabled());
        try (StopOnExit exit = StopOnExit.register(stop, STOP_PATIENCE);
                OtlpExporter exporter = new OtlpExporter(receiver, policy, schedule.origin(), exit.signal(), clock)) {
            new Player(fleet, schedule, exporter, progress, exit.signal(), clock).play();
            SendCounts counts = exporter.counts();
            progress.finish(counts);
            return counts.rejected() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private URI receiver() {
        URI uri = URI.create(endpoint);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null) {
            throw new IllegalArgumentException("--endpoint must be such as http://127.0.0.1:4318, got " + endpoint);
        }
        return uri;
    }

    private <T> T orWrongUse(Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static int explain(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        boolean known = failure instanceof SendFailed
                || failure instanceof IOException
                || failure instanceof UncheckedIOException;
        if (!known) {
            throw failure;
        }
        command.getErr().println("fleet-simulator: " + failure.getMessage());
        command.getErr().flush();
        return ExitCode.SOFTWARE;
    }
}
