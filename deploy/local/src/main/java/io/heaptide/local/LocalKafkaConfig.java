package io.heaptide.local;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A broker on this machine.
 *
 * @param directory where it keeps its data and logs, across restarts
 * @param port for clients, on 127.0.0.1 only; 0 picks a free one
 * @param heapMib the JVM's heap; the page cache does the rest, so half a gigabyte carries this machine's load
 * @param startPatience how long a start may take before it counts as failed
 * @param startsQuickly whether it starts in half the time and then takes up to three times the CPU for its work; not for
 *     measuring
 */
public record LocalKafkaConfig(Path directory, int port, int heapMib, Duration startPatience, boolean startsQuickly) {
    private static final int MIN_HEAP_MIB = 256;

    public LocalKafkaConfig {
        Checks.port("kafka.port", port);
        Checks.positive("kafka.startPatience", startPatience);
        if (heapMib < MIN_HEAP_MIB) {
            throw new IllegalArgumentException("kafka.heapMib must be at least " + MIN_HEAP_MIB + ", got " + heapMib);
        }
    }

    /** The defaults: any free port, 512 MiB of heap, a quick start, ending with this JVM. */
    public static LocalKafkaConfig in(Path directory) {
        return new LocalKafkaConfig(directory, 0, 512, Duration.ofSeconds(90), true);
    }

    public LocalKafkaConfig withPort(int newPort) {
        return new LocalKafkaConfig(directory, newPort, heapMib, startPatience, startsQuickly);
    }

    public LocalKafkaConfig withHeapMib(int newHeapMib) {
        return new LocalKafkaConfig(directory, port, newHeapMib, startPatience, startsQuickly);
    }

    /** Made for hours of work: both of the JVM's compilers. */
    public LocalKafkaConfig forLongRuns() {
        return new LocalKafkaConfig(directory, port, heapMib, startPatience, false);
    }
}
