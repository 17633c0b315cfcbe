package io.heaptide.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.core.DetectorPolicy;
import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.DeadLetter;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesTrend;
import io.heaptide.schemas.Topic;
import io.heaptide.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology in Kafka's test driver, with its topics as lists. */
final class TopologyHarness implements AutoCloseable {

    static final Instant T0 = Instant.parse("2026-03-02T08:00:00Z");
    static final Duration INTERVAL = Duration.ofSeconds(10);
    static final TopologyConfig CONFIG = TopologyConfig.of(DetectorPolicy.defaults(), 1);
    private static final byte[] BUCKET = {'7'};
    private static final List<String> STORES = List.of(
            SampleProcessor.INSTANCES,
            SampleProcessor.ROUNDS,
            ScoreProcessor.SERVICES,
            ScoreProcessor.WAITING,
            LedgerProcessor.LEDGERS);

    private final AvroCodec<MemorySampleBatch> batches = AvroCodec.of(Topics.MEMORY_SAMPLES);
    private final AvroCodec<AllocationSummary> summaries = AvroCodec.of(Topics.ALLOCATION_SUMMARIES);
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> samples;
    private final TestInputTopic<byte[], byte[]> allocations;
    private final Map<String, List<TestRecord<byte[], byte[]>>> changelogs = new LinkedHashMap<>();
    private final List<SeriesTrend> trends = new ArrayList<>();
    private final List<LeakScore> scores = new ArrayList<>();
    private final List<LeakAlert> alerts = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private Instant wall;

    TopologyHarness() {
        this(CONFIG, T0, Map.of());
    }

    private TopologyHarness(
            TopologyConfig config, Instant wall, Map<String, List<TestRecord<byte[], byte[]>>> restored) {
        this.wall = wall;
        UnaryOperator<StoreBuilder<?>> stores = builder -> new RestoredStoreBuilder<>(
                (HeapStoreBuilder<?, ?>) builder, restored.getOrDefault(builder.name(), List.of()));
        StreamsSettings settings = StreamsSettings.of("unused:1", Path.of("unused"));
        this.driver = new TopologyTestDriver(new LeakTopology(config, stores).get(), settings.properties(), wall);
        this.samples = input(Topics.MEMORY_SAMPLES);
        this.allocations = input(Topics.ALLOCATION_SUMMARIES);
        restored.forEach((store, log) -> changelogs.put(store, new ArrayList<>(log)));
    }

    /** At another time. */
    static TopologyHarness startingAt(Instant start) {
        return new TopologyHarness(CONFIG, start, Map.of());
    }

    /** With a heartbeat of its own. */
    static TopologyHarness withHeartbeat(Duration heartbeat) {
        PublishPolicy publish = new PublishPolicy(CONFIG.publish().minScoreChange(), heartbeat);
        return new TopologyHarness(CONFIG.withPublish(publish), T0, Map.of());
    }

    /** With so little memory that a single instance fills it. */
    static TopologyHarness withRoomForOne() {
        return new TopologyHarness(CONFIG.withMaxStateBytes(600), T0, Map.of());
    }

    /** A new driver whose stores are restored from what this one has logged, as after a crash right after a commit. */
    TopologyHarness restart() {
        collect();
        close();
        return new TopologyHarness(CONFIG, wall, changelogs);
    }

    void send(Instant at, MemorySampleBatch batch) {
        send(at, batches.encode(batch));
    }

    void send(Instant at, byte @Nullable [] value) {
        advanceTo(at);
        samples.pipeInput(BUCKET, value, at);
    }

    void send(Instant at, AllocationSummary summary) {
        advanceTo(at);
        String key = Topics.serviceKey(
                summary.getInstance().getServiceNamespace(),
                summary.getInstance().getServiceName());
        allocations.pipeInput(key.getBytes(UTF_8), summaries.encode(summary), at);
    }

    void sendAllocations(Instant at, byte[] value) {
        advanceTo(at);
        allocations.pipeInput(BUCKET, value, at);
    }

    /** Samples the instances every interval in {@code [from, to)}. */
    void run(Instant from, Instant to, SimulatedInstance... instances) {
        for (Instant at = from; at.isBefore(to); at = at.plus(INTERVAL)) {
            send(at, Batches.at(at, instances));
        }
    }

    /** Lets wall-clock time pass, so that punctuators run. */
    void advanceTo(Instant at) {
        while (wall.isBefore(at)) {
            Duration left = Duration.between(wall, at);
            Duration step = left.compareTo(INTERVAL) < 0 ? left : INTERVAL;
            driver.advanceWallClockTime(step);
            wall = wall.plus(step);
        }
    }

    List<SeriesTrend> trends() {
        collect();
        return trends;
    }

    List<LeakScore> scores() {
        collect();
        return scores;
    }

    List<LeakAlert> alerts() {
        collect();
        return alerts;
    }

    List<DeadLetter> deadLetters() {
        collect();
        return deadLetters;
    }

    /** Everything logged to a store's changelog so far. */
    List<TestRecord<byte[], byte[]>> changelog(String store) {
        collect();
        return changelogs.getOrDefault(store, List.of());
    }

    /** Partial sums that left the first stage since the last time they were asked for. */
    List<byte[]> partials() {
        return driver.createOutputTopic(
                        "heaptide-service-evidence-repartition",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())
                .readValuesToList();
    }

    double dropped(DropReason reason) {
        return metric(TaskMetrics.DROPPED, Map.of(TaskMetrics.DROP_REASON, reason.label()));
    }

    double droppedSamples() {
        return metric(TaskMetrics.DROPPED, Map.of("processor", "track-instances"));
    }

    double consumedSamples() {
        return metric(TaskMetrics.CONSUMED, Map.of("processor", "track-instances"));
    }

    double scoredSamples() {
        return metric(TaskMetrics.SCORED, Map.of("processor", "track-instances"));
    }

    double stateBytes() {
        return metric(TaskMetrics.STATE_BYTES, Map.of("processor", "track-instances"));
    }

    double trackedSeries() {
        return metric(TaskMetrics.SERIES, Map.of("processor", "track-instances"));
    }

    double trackedInstances() {
        return metric(TaskMetrics.TRACKED, Map.of("processor", "track-instances"));
    }

    @Override
    public void close() {
        driver.close();
    }

    private double metric(String name, Map<String, String> tags) {
        return driver.metrics().values().stream()
                .filter(metric -> metric.metricName().group().equals(TaskMetrics.GROUP))
                .filter(metric -> metric.metricName().name().equals(name))
                .filter(metric -> metric.metricName().tags().entrySet().containsAll(tags.entrySet()))
                .mapToDouble(metric -> (double) metric.metricValue())
                .sum();
    }

    private void collect() {
        trends.addAll(drain(Topics.SERIES_TRENDS));
        scores.addAll(drain(Topics.LEAK_SCORES));
        alerts.addAll(drain(Topics.LEAK_ALERTS));
        deadLetters.addAll(drain(Topics.DEAD_LETTERS));
        for (String store : STORES) {
            changelogs
                    .computeIfAbsent(store, name -> new ArrayList<>())
                    .addAll(driver.createOutputTopic(
                                    "heaptide-" + store + "-changelog",
                                    new ByteArrayDeserializer(),
                                    new ByteArrayDeserializer())
                            .readRecordsToList());
        }
    }

    private <T extends SpecificRecordBase> List<T> drain(Topic<T> topic) {
        TestOutputTopic<String, T> output =
                driver.createOutputTopic(topic.name(), new StringDeserializer(), AvroCodec.of(topic));
        return output.readValuesToList();
    }

    private TestInputTopic<byte[], byte[]> input(Topic<?> topic) {
        return driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
    }
}
