package io.heaptide.benchmarks.pipeline;

import io.heaptide.core.DetectorPolicy;
import io.heaptide.topology.LeakTopology;
import io.heaptide.topology.PublishPolicy;
import io.heaptide.topology.StreamsSettings;
import io.heaptide.topology.TopologyConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;

/**
 * The process of one replica: says how far it has come, a line each time, until it is killed. It
 * publishes every evaluation.
 *
 * <p>Arguments: bootstrap servers, application id, state directory, standbys of each task, commit interval.
 */
public final class ReplicaProcess {

    /** Every task that it was given runs. */
    static final String RUNNING = "it runs";

    /** Its copies of other replicas' state lag behind nothing. */
    static final String CAUGHT_UP = "it has caught up";

    /** It runs the tasks of all partitions. */
    static final String ALL_RUNNING = "it runs everything";

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final double EVERY_CHANGE = 0.1;

    /** By bucket and by service. */
    private static final int TASKS = 2 * Workload.PARTITIONS;

    private final KafkaStreams streams;

    private ReplicaProcess(KafkaStreams streams) {
        this.streams = streams;
    }

    /** Ends after ten minutes at the latest. */
    public static void main(String[] args) throws InterruptedException {
        StreamsSettings defaults = StreamsSettings.of(args[0], Path.of(args[2]));
        StreamsSettings settings = new StreamsSettings(
                args[1],
                args[0],
                defaults.stateDirectory(),
                defaults.threads(),
                Duration.parse(args[4]),
                Integer.parseInt(args[3]),
                1,
                defaults.exactlyOnce());
        DetectorPolicy policy = DetectorPolicy.defaults();
        TopologyConfig config = TopologyConfig.of(policy, Workload.PARTITIONS)
                .withPublish(new PublishPolicy(EVERY_CHANGE, policy.pane()))
                .withMaxStateBytes(Long.MAX_VALUE);
        try (KafkaStreams streams = new KafkaStreams(new LeakTopology(config).get(), settings.properties())) {
            streams.start();
            new ReplicaProcess(streams).report();
        }
        System.exit(0);
    }

    private void report() throws InterruptedException {
        long begun = System.nanoTime();
        String said = "";
        while (System.nanoTime() - begun < LONGEST.toNanos()) {
            String now = progress();
            if (!now.equals(said)) {
                System.out.println(now);
                said = now;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private String progress() {
        if (streams.state() != KafkaStreams.State.RUNNING) {
            return "it waits";
        }
        if (active() == TASKS) {
            return ALL_RUNNING;
        }
        return standby() > 0 && lag() == 0 ? CAUGHT_UP : RUNNING;
    }

    private int active() {
        return streams.metadataForLocalThreads().stream()
                .mapToInt(thread -> thread.activeTasks().size())
                .sum();
    }

    private int standby() {
        return streams.metadataForLocalThreads().stream()
                .mapToInt(thread -> thread.standbyTasks().size())
                .sum();
    }

    private long lag() {
        return streams.allLocalStorePartitionLags().values().stream()
                .flatMap(store -> store.values().stream())
                .mapToLong(LagInfo::offsetLag)
                .sum();
    }
}
