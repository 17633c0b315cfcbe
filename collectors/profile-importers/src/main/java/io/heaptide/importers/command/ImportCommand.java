package io.heaptide.importers.command;

import io.heaptide.importers.lambda.FunctionReadings;
import io.heaptide.importers.summary.SiteReport;
import io.heaptide.importers.summary.Summaries;
import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import FORMAT FILE}: a heap profile into the pipeline. */
@Command(
        name = "import",
        sortOptions = false,
        usageHelpWidth = 100,
        description = "Read a heap profile of any tool and publish what each allocation site holds.",
        footer = {
            "",
            "A profile that names no instant was taken when the file last changed.",
            "Exit codes: 0 done, 1 failed, 2 wrong use."
        })
public final class ImportCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "FORMAT",
            description = "valgrind, massif, gperftools, jemalloc, pprof, jfr, hprof, histogram, memleak, leakcanary,"
                    + " lambda or strace")
    private String format = "";

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "The profile, compressed with gzip or not; - is standard input")
    private String file = "";

    @Option(
            names = "--service",
            paramLabel = "NAME",
            required = true,
            description = "Whose profile it is: service.name")
    private String service = "";

    @Option(names = "--namespace", paramLabel = "NAME", description = "service.namespace")
    private String namespace = "";

    @Option(
            names = "--instance",
            paramLabel = "ID",
            defaultValue = "imported",
            description = "service.instance.id (default: ${DEFAULT-VALUE}); growth is measured within one instance")
    private String instance = "";

    @Option(names = "--version", paramLabel = "V", description = "service.version")
    private String version = "";

    @Option(names = "--at", paramLabel = "TIME", description = "When the profile was taken, as 2026-01-31T12:00:00Z")
    private @Nullable Instant at;

    @Option(names = "--dry-run", description = "Print the sites and publish nothing")
    private boolean dryRun;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:HEAPTIDE_KAFKA:-127.0.0.1:9092}",
            description = "Where to publish (HEAPTIDE_KAFKA; default 127.0.0.1:9092)")
    private String kafka = "";

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    private final InstantSource clock;

    private ImportCommand(InstantSource clock) {
        this.clock = clock;
    }

    /** The command with its own explanations of failure, alone or as a part of another. */
    public static CommandLine commandLine() {
        return Commands.of(new ImportCommand(InstantSource.system()));
    }

    @Override
    public Integer call() throws IOException {
        if (service.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--service must not be blank");
        }
        if (format.equals(ReadingOptions.FUNCTION_FORMAT)) {
            importFunction(reading.readFunction(file, instance()));
        } else {
            importSites(reading.read(file, Optional.of(reading.importer(format))));
        }
        return ExitCode.OK;
    }

    private void importSites(SiteReport report) throws IOException {
        if (dryRun) {
            reading.printer().print(report);
            return;
        }
        AllocationSummary summary = Summaries.of(report, instance(), takenAt(report));
        new Publication(kafka).summary(summary);
        say(
                "%d sites with %.0f live bytes of %s published to %s",
                summary.getSites().size(),
                report.liveBytes(),
                Topics.serviceKey(namespace, service),
                Topics.ALLOCATION_SUMMARIES.name());
    }

    private void importFunction(FunctionReadings function) throws IOException {
        if (dryRun) {
            reading.printer().print(function);
            return;
        }
        new Publication(kafka).readings(function.sandboxes());
        say(
                "%d readings of %d sandboxes of %s published to %s",
                function.sandboxes().stream()
                        .mapToLong(sandbox -> sandbox.readings().size())
                        .sum(),
                function.sandboxes().size(),
                Topics.serviceKey(namespace, service),
                Topics.MEMORY_SAMPLES.name());
    }

    private InstanceRef instance() {
        return InstanceRef.newBuilder()
                .setServiceNamespace(namespace)
                .setServiceName(service)
                .setServiceVersion(version)
                .setServiceInstanceId(instance)
                .build();
    }

    private Instant takenAt(SiteReport report) throws IOException {
        if (at != null) {
            return at;
        }
        Instant changed = file.equals(STANDARD_INPUT)
                ? clock.instant()
                : Files.getLastModifiedTime(Path.of(file)).toInstant();
        Instant taken = report.takenAt().orElse(changed);
        Duration age = Duration.between(taken, clock.instant());
        if (age.compareTo(Topics.ALLOCATION_SUMMARIES.retention()) > 0) {
            spec.commandLine()
                    .getErr()
                    .println("import: taken " + age.toDays() + " days ago, longer than Kafka keeps a summary ("
                            + Topics.ALLOCATION_SUMMARIES.retention().toDays()
                            + " days); give another instant by --at");
        }
        return taken;
    }

    private void say(String format, Object... values) {
        spec.commandLine().getOut().println(String.format(Locale.ROOT, format, values));
    }
}
