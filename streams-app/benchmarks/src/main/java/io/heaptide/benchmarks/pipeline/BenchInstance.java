package io.heaptide.benchmarks.pipeline;

import io.heaptide.core.DetectorPolicy;
import io.heaptide.core.InstanceId;
import io.heaptide.core.InstanceState;
import io.heaptide.core.Life;
import io.heaptide.core.SeriesId;
import io.heaptide.core.ServiceId;
import io.heaptide.schemas.Buckets;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.topology.StoredInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One instance of the fleet, and what its memory reads at any time: flat with two percent of noise, or, for one in a
 * hundred, growing.
 *
 * @param number in [0, instances)
 * @param services of the whole fleet
 * @param hot whether it belongs to the one large service
 */
record BenchInstance(int number, int services, boolean hot) {

    static final List<SeriesId> SERIES = List.of(
            new SeriesId("jvm.memory.used_after_last_gc", "G1 Old Gen"), new SeriesId("process.memory.usage", ""));

    private static final String ID_MARK = "-7d9c5b-";
    private static final int ONE_LEAKS_OF = 100;
    private static final long MIB = 1 << 20;
    private static final Duration LIFE = Duration.ofDays(7);
    private static final String NAMESPACE = "shop";
    private static final String VERSION = "1.42.0";
    private static final String ENVIRONMENT = "production";
    private static final int SECONDS_BETWEEN_COLLECTIONS = 10;

    /** The number in an instance's id. */
    static int numberOf(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf(ID_MARK) + ID_MARK.length()));
    }

    String node() {
        return "node-" + number / Workload.INSTANCES_PER_NODE;
    }

    int bucket() {
        return Buckets.of(node());
    }

    int partition() {
        return Buckets.partition(bucket(), Workload.PARTITIONS);
    }

    // neighbours on a node belong to different services, as schedulers place them
    private String service() {
        return hot ? "service-hot" : "service-" + number % services;
    }

    private String id() {
        return service() + ID_MARK + number;
    }

    InstanceRef ref(Instant begin) {
        return InstanceRef.newBuilder()
                .setServiceNamespace(NAMESPACE)
                .setServiceName(service())
                .setServiceVersion(VERSION)
                .setServiceInstanceId(id())
                .setIncarnation("container-" + number)
                .setStartedAtMs(begin.minus(LIFE).toEpochMilli())
                .setEnvironment(ENVIRONMENT)
                .setNode(node())
                .setLabels(Map.of("k8s.pod.name", id()))
                .build();
    }

    /** What a series reads at a second of the epoch. */
    long bytesAt(int series, long second) {
        // a heap after collection changes only by a collection
        long at = series == 0 ? second / SECONDS_BETWEEN_COLLECTIONS * SECONDS_BETWEEN_COLLECTIONS : second;
        long level = (200 + number % 800) * MIB;
        double noise = (mixed(at * 31 + number * 2L + series) & 0xFFFF) / 65_536.0 * 0.02;
        long growth = number % ONE_LEAKS_OF == 0 ? at % (7 * 86_400) * 200 : 0;
        return (long) (level * (1 + noise)) + growth;
    }

    /** The state with six days of history before a time, every horizon of the detector filled. */
    StoredInstance stored(Instant begin, DetectorPolicy policy) {
        InstanceState state = new InstanceState(new InstanceId(new ServiceId(NAMESPACE, service()), id()));
        state.begin(new Life(VERSION, "container-" + number, begin.minus(LIFE).toEpochMilli()));
        for (long second : History.secondsBefore(begin)) {
            for (int series = 0; series < SERIES.size(); series++) {
                state.add(SERIES.get(series), second * 1000, bytesAt(series, second), policy);
            }
        }
        return StoredInstance.of(state, ENVIRONMENT, node());
    }

    // the finaliser of splitmix64
    private static long mixed(long seed) {
        long z = (seed + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
