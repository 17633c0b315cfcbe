package io.heaptide.benchmarks.pipeline;

import io.heaptide.core.DetectorPolicy;
import io.heaptide.topology.StoredInstance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command: how long detection stands still when a process is lost. */
@Command(
        name = "restore",
        sortOptions = false,
        usageHelpWidth = 100,
        description = "How long it takes until all state is back: from the changelog, and with a standby.",
        footer = {
            "",
            "The state of all series, six days of history each, waits in the changelog. A process is started; restore",
            "counts from its start until every task runs, the JVM's own start included. Then a second process becomes",
            "the standby of the first; when it has caught up, the first is killed without warning, and takeover counts",
            "from the kill until the second runs every task. A session of 6 s has to run out first, as in production.",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong use."
        })
public final class RestoreBench implements Callable<Integer> {

    private static final String APPLICATION = "bench-restore";
    private static final int BASE_HEAP_MIB = 512;
    private static final int HEAP_BYTES_PER_SERIES = 3072;
    private static final double NANOS_PER_SECOND = 1e9;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--series",
            paramLabel = "N",
            defaultValue = "1m",
            converter = CountConverter.class,
            description = "size of the fleet (default: ${DEFAULT-VALUE})")
    private int series;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "3", description = "(default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        List<Figures> measured = new ArrayList<>();
        Workload workload = Workload.ofSamples(series, 1, InstantSource.system().instant());
        try (BenchBroker broker = new BenchBroker()) {
            broker.createCatalogue();
            broker.create(StoredInstance.topic(APPLICATION), Map.of("cleanup.policy", "compact"));
            try (Feeder feeder = new Feeder(broker.bootstrapServers())) {
                feeder.history(workload, APPLICATION, DetectorPolicy.defaults());
            }
            for (int run = 1; run <= runs; run++) {
                Figures figures = run(broker);
                measured.add(figures);
                err.println("run " + run + ": " + figures.values());
                err.flush();
            }
        }
        FigureReport report = new FigureReport(String.format(Locale.ROOT, "%,d series", series), measured);
        spec.commandLine().getOut().print(json ? report.json() : report.table());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private Figures run(BenchBroker broker) throws IOException {
        Path one = Files.createTempDirectory("heaptide-bench-");
        Path two = Files.createTempDirectory("heaptide-bench-");
        long begun = System.nanoTime();
        try (BenchProcess first = process(broker, one)) {
            first.awaitLine(ReplicaProcess.ALL_RUNNING);
            double restored = secondsSince(begun);
            try (BenchProcess second = process(broker, two)) {
                second.awaitLine(ReplicaProcess.CAUGHT_UP);
                long killed = System.nanoTime();
                first.kill();
                second.awaitLine(ReplicaProcess.ALL_RUNNING);
                return new Figures(Map.of("restore_seconds", restored, "takeover_seconds", secondsSince(killed)));
            }
        } finally {
            Directories.delete(one);
            Directories.delete(two);
        }
    }

    private BenchProcess process(BenchBroker broker, Path directory) throws IOException {
        int heapMib = BASE_HEAP_MIB + (int) (((long) series * HEAP_BYTES_PER_SERIES) >> 20);
        return new BenchProcess(
                ReplicaProcess.class,
                heapMib,
                null,
                List.of(broker.bootstrapServers(), APPLICATION, directory.toString(), "1", "PT10S"));
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / NANOS_PER_SECOND;
    }
}
