package io.heaptide.benchmarks.pipeline;

import com.sun.management.OperatingSystemMXBean;
import io.heaptide.topology.StreamsSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The process of one contestant in one run: takes the samples that wait for it, and prints what that cost. The first half
 * warms the JVM up and is not counted.
 *
 * <p>Arguments: contestant, bootstrap servers, application id, state directory, samples, and a workload's three words.
 */
public final class RateProcess {

    private static final Duration STALLED_AFTER = Duration.ofSeconds(90);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int THREADS = 2;

    // the JVM's compilers take ten seconds of CPU in all; after a third of a run, half of that was still to come
    private static final int WARM_UP_SHARE = 2;

    private final ContestantName name;
    private final Contestant contestant;
    private final Workload workload;
    private final long samples;

    private RateProcess(ContestantName name, Contestant contestant, Workload workload, long samples) {
        this.name = name;
        this.contestant = contestant;
        this.workload = workload;
        this.samples = samples;
    }

    /** Ends when all samples are taken. */
    public static void main(String[] args) throws InterruptedException {
        ContestantName name = ContestantName.valueOf(args[0]);
        Workload workload = Workload.parse(args[5], args[6], args[7]);
        try (Contestant contestant = contestant(name, args[1], args[2], Path.of(args[3]), workload)) {
            new RateProcess(name, contestant, workload, Long.parseLong(args[4])).measure();
        }
        System.out.flush();
        System.exit(0); // whatever threads are left
    }

    private static Contestant contestant(
            ContestantName name, String kafka, String applicationId, Path directory, Workload workload) {
        StreamsSettings settings = settings(name, kafka, applicationId, directory);
        return switch (name) {
            case CONSUMER -> new PlainConsumer(kafka, workload, THREADS, InstantSource.system());
            case NAIVE -> StreamsContestant.naive(settings);
            case HEAPTIDE, HEAPTIDE_AT_LEAST_ONCE -> StreamsContestant.heaptide(settings);
        };
    }

    private static StreamsSettings settings(ContestantName name, String kafka, String applicationId, Path directory) {
        StreamsSettings defaults = StreamsSettings.of(kafka, directory);
        return new StreamsSettings(
                applicationId,
                kafka,
                directory,
                THREADS,
                defaults.commitInterval(),
                0,
                1,
                name != ContestantName.HEAPTIDE_AT_LEAST_ONCE);
    }

    private void measure() throws InterruptedException {
        Reading begun = read();
        contestant.start();
        awaitTaken(samples / WARM_UP_SHARE);
        Reading warm = read();
        awaitTaken(samples);
        Reading to = read();
        Reading from = warm.taken < to.taken ? warm : begun; // a run that is over at once has no warm part
        double taken = to.taken - from.taken;
        double seconds = (to.nanos - from.nanos) / 1e9;
        new Figures(Map.of(
                        Figures.SECONDS, seconds,
                        Figures.RATE, taken / seconds,
                        Figures.CPU, (to.cpuNanos - from.cpuNanos) / taken / 1000,
                        Figures.CHANGELOG, sent(from, to, true) / taken,
                        Figures.RESULTS, sent(from, to, false) / taken,
                        Figures.STATE, (double) contestant.stateBytes() / workload.series(),
                        Figures.HEAP, heapBytes() / workload.series()))
                .print();
    }

    private void awaitTaken(long count) throws InterruptedException {
        long begun = System.nanoTime();
        long progress = begun;
        long before = -1;
        for (long taken = contestant.taken(); taken < count; taken = contestant.taken()) {
            long now = System.nanoTime();
            if (taken > before) {
                before = taken;
                progress = now;
            }
            if (now - progress > STALLED_AFTER.toNanos() || now - begun > LONGEST.toNanos()) {
                throw new IllegalStateException(name.label() + " stands still at " + taken + " of " + count);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static double sent(Reading from, Reading to, boolean changelog) {
        return to.sent.entrySet().stream()
                .filter(sent -> sent.getKey().endsWith("-changelog") == changelog)
                .mapToDouble(sent -> sent.getValue() - from.sent.getOrDefault(sent.getKey(), 0.0))
                .sum();
    }

    private static double heapBytes() throws InterruptedException {
        System.gc();
        TimeUnit.MILLISECONDS.sleep(200);
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private Reading read() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Reading(
                contestant.taken(),
                System.nanoTime(),
                system.getProcessCpuTime(),
                new LinkedHashMap<>(contestant.sentBytes()));
    }

    private record Reading(long taken, long nanos, long cpuNanos, Map<String, Double> sent) {}
}
