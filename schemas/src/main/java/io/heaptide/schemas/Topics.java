package io.heaptide.schemas;

import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;

/** The topic catalogue: names, keys, types, partitions and retention, in one place. */
public final class Topics {

    private static final int MIB = 1 << 20;

    public static final Topic<MemorySampleBatch> MEMORY_SAMPLES =
            topic("memory-samples", Topic.Key.BUCKET, MemorySampleBatch.class, Duration.ofDays(3));
    public static final Topic<AllocationSummary> ALLOCATION_SUMMARIES =
            topic("allocation-summaries", Topic.Key.SERVICE, AllocationSummary.class, Duration.ofDays(7));
    public static final Topic<LifecycleEvent> LIFECYCLE_EVENTS =
            topic("lifecycle-events", Topic.Key.SERVICE, LifecycleEvent.class, Duration.ofDays(30));
    public static final Topic<SeriesTrend> SERIES_TRENDS =
            topic("series-trends", Topic.Key.SERVICE, SeriesTrend.class, Duration.ofDays(3));
    public static final Topic<LeakScore> LEAK_SCORES =
            topic("leak-scores", Topic.Key.SERVICE, LeakScore.class, Duration.ofDays(7));
    public static final Topic<LeakAlert> LEAK_ALERTS =
            topic("leak-alerts", Topic.Key.SERVICE, LeakAlert.class, Duration.ofDays(30));
    public static final Topic<DiagnosisRequest> DIAGNOSIS_REQUESTS =
            topic("diagnosis-requests", Topic.Key.SERVICE, DiagnosisRequest.class, Duration.ofDays(7));
    public static final Topic<DeadLetter> DEAD_LETTERS =
            topic("dead-letters", Topic.Key.NONE, DeadLetter.class, Duration.ofDays(30));

    /** Every topic that Heaptide owns. */
    public static final List<Topic<? extends SpecificRecordBase>> ALL = List.of(
            MEMORY_SAMPLES,
            ALLOCATION_SUMMARIES,
            LIFECYCLE_EVENTS,
            SERIES_TRENDS,
            LEAK_SCORES,
            LEAK_ALERTS,
            DIAGNOSIS_REQUESTS,
            DEAD_LETTERS);

    private Topics() {}

    /** Every topic that Heaptide owns, each with {@code partitions} partitions. */
    public static List<Topic<? extends SpecificRecordBase>> all(int partitions) {
        return ALL.stream()
                .<Topic<? extends SpecificRecordBase>>map(topic -> topic.withPartitions(partitions))
                .toList();
    }

    /** The record key of a service: namespace and name with a slash between, the slash also where there is no namespace. */
    public static String serviceKey(String serviceNamespace, String serviceName) {
        return serviceNamespace + "/" + serviceName;
    }

    private static <T extends SpecificRecordBase> Topic<T> topic(
            String name, Topic.Key key, Class<T> type, Duration retention) {
        return new Topic<>("heaptide." + name + ".v1", key, type, 8, retention, 8 * MIB);
    }
}
