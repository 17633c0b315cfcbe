package io.heaptide.benchmarks.pipeline;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command: how many samples a second the pipeline takes, beside the fastest and the simplest way to do without it. */
@Command(
        name = "pipeline",
        sortOptions = false,
        usageHelpWidth = 100,
        description = "Samples a second through one real broker on loopback, each contestant in a JVM of its own.",
        footer = {
            "",
            "Contestants, each with two threads:",
            "  consumer                a consumer that decodes and runs the same detection; keeps and sends nothing",
            "  naive                   a Kafka Streams DSL topology, windows of 1 h that hop by 5 min, in RocksDB,",
            "                          exactly once; a record a sample; a regression, no detection",
            "  heaptide                the topology as it is shipped: full detection, durable state, exactly once,",
            "                          a commit every 10 s",
            "  heaptide-at-least-once  the same without transactions",
            "",
            "Workload: an instance has two series (heap after collection, process memory), each read once a second;",
            "25 instances a node; a node's agent sends a batch every 10 s: 500 rows, 10 of each series. Panes are a",
            "minute, so a pane takes 60 readings of each series and ends in an evaluation of it. Every series begins",
            "with six days of history, so that all horizons of the detector are judged; one instance in a hundred",
            "grows. The samples are in Kafka before the clock starts, zstd as publishers send them; the first half",
            "warms up and is not counted. Bytes sent are after compression; state is what the changelog holds of a",
            "series, before it; heap is all that a full collection leaves in the process, divided by the series.",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong use."
        })
public final class PipelineBench implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--series",
            paramLabel = "N,...",
            split = ",",
            defaultValue = "10k,100k,1m",
            converter = CountConverter.class,
            description = "sizes of the fleet (default: ${DEFAULT-VALUE})")
    private List<Integer> series = List.of();

    @Option(names = "--runs", paramLabel = "N", defaultValue = "3", description = "(default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "72m",
            converter = CountConverter.class,
            description = "a run, two panes of every series at least (default: ${DEFAULT-VALUE})")
    private int samples;

    @Option(
            names = "--naive-samples",
            paramLabel = "N",
            defaultValue = "600k",
            converter = CountConverter.class,
            description = "a run of the naive topology, which would take hours (default: ${DEFAULT-VALUE})")
    private int naiveSamples;

    @Option(names = "--only", paramLabel = "NAME,...", split = ",", description = "these contestants and no others")
    private List<String> only = new ArrayList<>();

    @Option(names = "--recordings", paramLabel = "DIR", description = "write a flight recording of every run")
    private @Nullable Path recordings;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (runs < 1 || series.stream().anyMatch(count -> count < Workload.SERIES_PER_INSTANCE || count % 2 != 0)) {
            throw new ParameterException(spec.commandLine(), "--runs must be positive, --series even and positive");
        }
        PrintWriter err = spec.commandLine().getErr();
        PipelineRuns measured =
                new PipelineRuns(new PipelineRuns.Plan(contestants(), runs, samples, naiveSamples, recordings), err);
        PipelineReport report = new PipelineReport(measured.measure(series));
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? report.json() : report.table());
        out.flush();
        return ExitCode.OK;
    }

    private Set<ContestantName> contestants() {
        Set<ContestantName> named = new LinkedHashSet<>();
        for (String name : only) {
            named.add(Arrays.stream(ContestantName.values())
                    .filter(one -> one.label().equals(name.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(spec.commandLine(), "no contestant is named " + name)));
        }
        return named.isEmpty() ? Set.of(ContestantName.values()) : named;
    }
}
