package io.heaptide.benchmarks.pipeline;

import io.heaptide.core.DetectorPolicy;
import io.heaptide.topology.StoredInstance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command: how long after a pane's close its trend is in Kafka. */
@Command(
        name = "latency",
        sortOptions = false,
        usageHelpWidth = 100,
        description = "How long a trend takes, at the pace of a real fleet.",
        footer = {
            "",
            "Samples are sent as they are read: each series once a second, each node's batch every ten seconds, nodes",
            "one after the other. A batch that holds the first reading of a minute closes the pane before it; from the",
            "time that Kafka had this batch, by the broker's clock:",
            "  appended_ms   until it had the trend",
            "  visible_ms    until a reader of committed records could have it: the commit interval is in this",
            "Every evaluation is published, five times as many as need be. The first minute warms up.",
            "With --hot, so many of the instances are of one service; its trends are counted for themselves, as",
            "hot_appended_ms and hot_visible_ms, and what the others have, they have beside it.",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong use."
        })
public final class LatencyBench implements Callable<Integer> {

    private static final String APPLICATION = "bench-latency";
    private static final int BASE_HEAP_MIB = 768;
    private static final int HEAP_BYTES_PER_SERIES = 4096;
    private static final Duration WARM_UP = Duration.ofMinutes(1);
    private static final Duration SETTLE = Duration.ofSeconds(20);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--series",
            paramLabel = "N",
            defaultValue = "200k",
            converter = CountConverter.class,
            description = "size of the fleet, and samples a second (default: ${DEFAULT-VALUE})")
    private int series;

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "4", description = "(default: ${DEFAULT-VALUE})")
    private int minutes;

    @Option(
            names = "--hot",
            paramLabel = "N",
            converter = CountConverter.class,
            description = "instances of one large service (default: there is none)")
    private int hot;

    @Option(
            names = "--commit-seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "commit interval (default: ${DEFAULT-VALUE})")
    private int commitSeconds;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("heaptide-bench-");
        try (BenchBroker broker = new BenchBroker()) {
            FigureReport report = new FigureReport(
                    String.format(Locale.ROOT, "%,d samples/s", series), List.of(run(broker, directory)));
            PrintWriter out = spec.commandLine().getOut();
            out.print(json ? report.json() : report.table());
            out.flush();
        } finally {
            Directories.delete(directory);
        }
        return ExitCode.OK;
    }

    private Figures run(BenchBroker broker, Path directory) throws IOException, InterruptedException {
        broker.createCatalogue();
        broker.create(StoredInstance.topic(APPLICATION), Map.of("cleanup.policy", "compact"));
        Workload history = workload(clock.instant());
        try (Feeder feeder = new Feeder(broker.bootstrapServers())) {
            feeder.history(history, APPLICATION, DetectorPolicy.defaults());
        }
        int heapMib = BASE_HEAP_MIB + (int) (((long) series * HEAP_BYTES_PER_SERIES) >> 20);
        List<String> arguments =
                List.of(broker.bootstrapServers(), APPLICATION, directory.toString(), "0", "PT" + commitSeconds + "S");
        try (BenchProcess process = new BenchProcess(ReplicaProcess.class, heapMib, null, arguments);
                TrendTimes times = new TrendTimes(broker.bootstrapServers(), clock, history::isHot)) {
            process.awaitLine(ReplicaProcess.ALL_RUNNING);
            Workload workload = workload(clock.instant().plusSeconds(1));
            times.countFrom(workload.begin().plus(WARM_UP));
            feed(broker, workload, times);
            TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
            return times.figures();
        }
    }

    private Workload workload(Instant begin) {
        return new Workload(series, minutes, Instant.ofEpochSecond(begin.getEpochSecond()), hot);
    }

    private void feed(BenchBroker broker, Workload workload, TrendTimes times) throws InterruptedException {
        try (Feeder feeder = new Feeder(broker.bootstrapServers())) {
            for (int batch = 0; batch < workload.batchesPerNode(); batch++) {
                Instant due = workload.begin().plusSeconds((long) (batch + 1) * Workload.READINGS_PER_BATCH);
                for (int node = 0; node < workload.nodes(); node++) {
                    awaitTime(due.plusMillis(1000L * Workload.READINGS_PER_BATCH * node / workload.nodes()));
                    int closing = node;
                    long newestMillis = due.toEpochMilli() - 1000;
                    feeder.batch(workload, batch, node, arrived -> times.batch(closing, newestMillis, arrived));
                }
            }
            feeder.flush();
        }
    }

    private void awaitTime(Instant due) throws InterruptedException {
        long millis = Duration.between(clock.instant(), due).toMillis();
        if (millis > 0) {
            TimeUnit.MILLISECONDS.sleep(millis);
        }
    }
}
