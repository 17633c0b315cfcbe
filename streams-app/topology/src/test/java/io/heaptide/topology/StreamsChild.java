package io.heaptide.topology;

import io.heaptide.core.DetectorPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** The topology in a process of its own, to be killed. Ends with its standard input. */
final class StreamsChild {

    static final int PARTITIONS = 4;
    static final String READY = "running";

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private StreamsChild() {}

    /** Publishes every evaluation, so that a test sees each. */
    static TopologyConfig config() {
        TopologyConfig defaults = TopologyConfig.of(DetectorPolicy.defaults(), PARTITIONS);
        return defaults.withPublish(new PublishPolicy(5, defaults.detector().pane()));
    }

    public static void main(String[] arguments) throws IOException {
        StreamsSettings settings = new StreamsSettings(
                "heaptide",
                arguments[0],
                Path.of(arguments[1]),
                2,
                Duration.ofMillis(500),
                Integer.parseInt(arguments[2]),
                1,
                true);
        try (KafkaStreams streams = new KafkaStreams(new LeakTopology(config()).get(), settings.properties())) {
            streams.setUncaughtExceptionHandler(exception -> {
                exception.printStackTrace();
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.setStateListener((next, previous) -> {
                if (next == KafkaStreams.State.RUNNING) {
                    System.out.println(READY);
                }
            });
            streams.start();
            System.in.readAllBytes(); // until the parent closes it, or dies
            streams.close(CLOSE_PATIENCE);
        }
    }
}
