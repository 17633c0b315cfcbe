package io.heaptide.benchmarks.pipeline;

import io.heaptide.core.DetectorPolicy;
import io.heaptide.schemas.Topics;
import io.heaptide.topology.StoredInstance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs the contestants, one after the other, all on the same samples, run by run. */
final class PipelineRuns {

    private static final int BASE_HEAP_MIB = 768;
    private static final int HEAP_BYTES_PER_SERIES = 4096;
    private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

    private final Plan plan;
    private final PrintWriter progress;
    private final InstantSource clock = InstantSource.system();

    /**
     * What is run.
     *
     * @param recordings where flight recordings go, null if none are made
     */
    record Plan(
            Set<ContestantName> contestants,
            int runs,
            long samples,
            long naiveSamples,
            @Nullable Path recordings) {}

    PipelineRuns(Plan plan, PrintWriter progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Measures fleets of these sizes. */
    Map<Integer, Map<ContestantName, List<Figures>>> measure(List<Integer> sizes) throws IOException {
        Map<Integer, Map<ContestantName, List<Figures>>> all = new LinkedHashMap<>();
        for (int size : sizes) {
            try (BenchBroker broker = new BenchBroker()) { // a fresh one: its disk is given back in between
                all.put(size, measure(broker, size));
            }
        }
        return all;
    }

    private Map<ContestantName, List<Figures>> measure(BenchBroker broker, int series) throws IOException {
        Workload workload = Workload.ofSamples(series, plan.samples(), clock.instant());
        fill(broker, workload);
        Map<ContestantName, List<Figures>> bySize = new EnumMap<>(ContestantName.class);
        for (int run = 1; run <= plan.runs(); run++) {
            for (ContestantName name : plan.contestants().stream().sorted().toList()) {
                Figures figures = run(broker, name, workload, run);
                bySize.computeIfAbsent(name, first -> new ArrayList<>()).add(figures);
                say(
                        "%,d series, run %d: %s %,.0f samples/s, %.2f us of CPU a sample",
                        series, run, name.label(), figures.get(Figures.RATE), figures.get(Figures.CPU));
            }
        }
        return bySize;
    }

    private void fill(BenchBroker broker, Workload workload) throws IOException {
        Instant begun = clock.instant();
        broker.createCatalogue();
        broker.create(NaiveTopology.SAMPLES, Topics.MEMORY_SAMPLES.config());
        broker.create(NaiveTopology.SLOPES, Map.of());
        try (Feeder feeder = new Feeder(broker.bootstrapServers())) {
            if (plan.contestants().stream().anyMatch(name -> name != ContestantName.NAIVE)) {
                feeder.samples(workload);
            }
            if (plan.contestants().contains(ContestantName.NAIVE)) {
                feeder.singles(NaiveTopology.SAMPLES, workload, plan.naiveSamples());
            }
            say(
                    "%,d series, %d panes: %,d samples in Kafka after %d s, %.1f B each as publishers send them",
                    workload.series(),
                    workload.panes(),
                    workload.samples(),
                    Duration.between(begun, clock.instant()).toSeconds(),
                    feeder.sentBytes(Topics.MEMORY_SAMPLES.name()) / workload.samples());
        }
    }

    private Figures run(BenchBroker broker, ContestantName name, Workload workload, int run) throws IOException {
        String applicationId = "bench-" + name.label() + "-" + run;
        if (name.isHeaptide()) {
            broker.create(StoredInstance.topic(applicationId), COMPACTED);
            try (Feeder feeder = new Feeder(broker.bootstrapServers())) {
                feeder.history(workload, applicationId, DetectorPolicy.defaults());
            }
        }
        Path directory = Files.createTempDirectory("heaptide-bench-");
        try {
            return run(broker, name, workload, applicationId, directory);
        } finally {
            broker.deleteTopics(applicationId);
            Directories.delete(directory);
        }
    }

    private Figures run(
            BenchBroker broker, ContestantName name, Workload workload, String applicationId, Path directory)
            throws IOException {
        long samples = name == ContestantName.NAIVE ? plan.naiveSamples() : workload.samples();
        List<String> arguments = new ArrayList<>(List.of(
                name.name(), broker.bootstrapServers(), applicationId, directory.toString(), Long.toString(samples)));
        arguments.addAll(List.of(workload.words()));
        int heapMib = BASE_HEAP_MIB + (int) (((long) workload.series() * HEAP_BYTES_PER_SERIES) >> 20);
        Path recording = plan.recordings() == null
                ? null
                : plan.recordings().resolve(applicationId + "-" + UUID.randomUUID() + ".jfr");
        Duration before = broker.cpu();
        try (BenchProcess process = new BenchProcess(RateProcess.class, heapMib, recording, arguments)) {
            Figures figures = process.figures();
            double brokerMicros = broker.cpu().minus(before).toNanos() / 1000.0;
            return figures.with(Figures.BROKER_CPU, brokerMicros / samples);
        }
    }

    private void say(String format, Object... values) {
        progress.println(String.format(Locale.ROOT, format, values));
        progress.flush();
    }
}
