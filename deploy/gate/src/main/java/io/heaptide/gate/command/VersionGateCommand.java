package io.heaptide.gate.command;

import io.heaptide.gate.GateCase.Status;
import io.heaptide.gate.SourceTree;
import io.heaptide.gate.version.FleetMemory;
import io.heaptide.gate.version.VersionGate;
import io.heaptide.gate.version.VersionGate.Patience;
import io.heaptide.gate.version.VersionPolicy;
import io.heaptide.gate.version.VersionQuestion;
import io.heaptide.importers.command.Commands;
import io.heaptide.queries.QueryFailed;
import io.heaptide.queries.QueryRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gate version}: whether a release may go on, by how the new version's instances grow. */
@Command(
        name = "version",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Fail a release whose new version grows more than the running one at equal process age.",
            "Waits until enough is known of both. If that does not come, the gate fails, since nobody vouches for the",
            "version; --no-data pass lets it pass, where a release must not wait for a service without load."
        },
        footer = {
            "",
            "Asks the ClickHouse of HEAPTIDE_CLICKHOUSE_URL, else that of the local stack.",
            "Exit codes: 0 passed, 1 failed, 2 wrong use."
        })
final class VersionGateCommand implements Callable<Integer> {

    /** What becomes of a version of which not enough is known. */
    enum NoData {
        fail,
        pass
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--service", paramLabel = "S", required = true, description = "service.name, or namespace/name")
    private String service = "";

    @Option(names = "--version", paramLabel = "NEW", required = true, description = "service.version of the release")
    private String version = "";

    @Option(
            names = "--against",
            paramLabel = "OLD",
            description = "The version to compare with (default: the last that ran before)")
    private String against = "";

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = DurationConverter.class,
            description = "How long to wait for enough data (default: ${DEFAULT-VALUE}; 0s does not wait)")
    private Duration patience = Duration.ZERO;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "How often to ask (default: ${DEFAULT-VALUE})")
    private Duration every = Duration.ZERO;

    @Option(
            names = "--no-data",
            paramLabel = "fail|pass",
            defaultValue = "fail",
            description = "What not enough data means (default: ${DEFAULT-VALUE})")
    private NoData noData = NoData.fail;

    @Option(
            names = "--min-lives",
            paramLabel = "N",
            defaultValue = "2",
            description = "Lives of each version that must be known (default: ${DEFAULT-VALUE}, the least)")
    private int leastLives;

    @Option(
            names = "--min-age",
            paramLabel = "TIME",
            defaultValue = "30m",
            converter = DurationConverter.class,
            description = "Process age that both must have reached (default: ${DEFAULT-VALUE})")
    private Duration leastAge = Duration.ZERO;

    @Option(
            names = "--max-daily-growth",
            paramLabel = "SHARE",
            defaultValue = "10%",
            converter = ShareConverter.class,
            description =
                    "By how much of its level the new version may outgrow the old in a day (default: ${DEFAULT-VALUE})")
    private double dailyGrowth;

    @Option(
            names = "--sources",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The project, in which the places of sites are looked up (default: here)")
    private Path sources = Path.of(".");

    @Option(names = "--json", description = "JSON instead of lines")
    private boolean json;

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit")
    @SuppressWarnings("UnusedVariable") // picocli sets it and acts on it
    private boolean help;

    private final Supplier<QueryRunner> questions;

    private VersionGateCommand(Supplier<QueryRunner> questions) {
        this.questions = questions;
    }

    static CommandLine commandLine(Supplier<QueryRunner> questions) {
        return Commands.of(new VersionGateCommand(questions));
    }

    @Override
    public Integer call() throws IOException {
        VersionQuestion question;
        VersionPolicy policy;
        Patience waiting;
        try {
            question = new VersionQuestion(service, version, against);
            policy = new VersionPolicy(leastLives, leastAge, dailyGrowth);
            waiting = new Patience(patience, every, VersionGateCommand::pause);
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), String.valueOf(refused.getMessage()), refused);
        }
        try (QueryRunner runner = questions.get()) {
            VersionGate gate = new VersionGate(new FleetMemory(runner), policy, SourceTree.of(sources));
            return reports.tell(gate.judge(question, waiting, this::progress, withoutData()), json);
        } catch (QueryFailed away) {
            throw new IOException(away.getMessage(), away);
        }
    }

    private Status withoutData() {
        return noData == NoData.pass ? Status.TOLERATED : Status.UNDECIDED;
    }

    private void progress(String missing) {
        spec.commandLine().getErr().println("gate: waiting: " + missing);
    }

    private static boolean pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
