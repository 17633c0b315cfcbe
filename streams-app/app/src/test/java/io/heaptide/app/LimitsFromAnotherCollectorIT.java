package io.heaptide.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.local.LocalKafka;
import io.heaptide.normaliser.NormaliserConfig;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.LifecycleType;
import io.heaptide.schemas.SeriesTrend;
import io.heaptide.schemas.Topic;
import io.heaptide.schemas.Topics;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What kubeletstats tells of a container's memory, k8s_cluster of its limit and an SDK of the process in it, raw in Kafka, is
 * one case to detection.
 */
@Timeout(240)
class LimitsFromAnotherCollectorIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int PARTITIONS = 4;
    private static final int MINUTES = 30;
    private static final long MIB = 1 << 20;
    private static final long LIMIT = 512 * MIB;
    private static final Map<String, String> CONTAINER = Map.of(
            "k8s.namespace.name", "shop",
            "k8s.pod.name", "cart-6d4cf56db6-x7k2p",
            "k8s.pod.uid", "8d5c6f31",
            "k8s.container.name", "app");

    private static final String SDK_INSTANCE = "627cc493-f310-47de-96bd-71410b7dec09";

    /** As the OpenTelemetry Java SDK names itself, with what the downward API tells it. */
    private static final Map<String, String> SDK = Map.of(
            "service.name", "checkout-cart",
            "service.instance.id", SDK_INSTANCE,
            "telemetry.sdk.language", "java",
            "host.name", "cart-6d4cf56db6-x7k2p",
            "k8s.namespace.name", "shop",
            "k8s.pod.name", "cart-6d4cf56db6-x7k2p",
            "k8s.container.name", "app");

    private final Instant start = Instant.now().minus(Duration.ofMinutes(MINUTES + 5));

    @TempDir
    private Path home;

    @Test
    void theLimitOfTheOneIsTheLimitOfTheOther() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        try (LocalKafka kafka = LocalKafka.temporary();
                StreamsApp app = StreamsApp.start(config(kafka), InstantSource.system(), failed::countDown)) {
            write(kafka);

            Optional<SeriesTrend> trend = first(
                    kafka,
                    Topics.SERIES_TRENDS,
                    one -> one.getSignal().equals("container.memory.working_set") && one.getLimitBytes() != null);
            Optional<LifecycleEvent> event =
                    first(kafka, Topics.LIFECYCLE_EVENTS, one -> one.getType() == LifecycleType.OOM_KILL);

            assertThat(trend).hasValueSatisfying(found -> {
                assertThat(found.getLimitBytes()).isEqualTo((double) LIMIT);
                assertThat(found.getInstance().getServiceName()).isEqualTo("cart");
                assertThat(found.getInstance().getServiceInstanceId()).isEqualTo("shop/cart-6d4cf56db6-x7k2p/app");
            });
            assertThat(first(kafka, Topics.SERIES_TRENDS, one -> isLimited(one, SDK_INSTANCE)))
                    .as("the process that tells of itself, in the container that others tell of")
                    .hasValueSatisfying(found -> {
                        assertThat(found.getLimitBytes()).isEqualTo((double) LIMIT);
                        assertThat(found.getInstance().getServiceName()).isEqualTo("checkout-cart");
                    });
            assertThat(event)
                    .hasValueSatisfying(found -> assertThat(found.getReason()).isEqualTo("restart 1 after OOMKilled"));
            assertThat(failed.getCount()).isEqualTo(1);
            assertThat(metricsOnceAllIsTaken(app))
                    .matches(LimitsFromAnotherCollectorIT::tellsThatAllIsTaken)
                    .contains("heaptide_role_ready{role=\"topology\"} 1.0", "heaptide_restore_partitions 0.0")
                    .anyMatch(line -> line.startsWith("heaptide_state_series "))
                    .anyMatch(line -> line.startsWith("heaptide_topology_lag "));
        }
    }

    private static boolean isLimited(SeriesTrend trend, String instance) {
        return trend.getInstance().getServiceInstanceId().equals(instance) && trend.getLimitBytes() != null;
    }

    /** All three collectors' records went into the topology. */
    private static boolean tellsThatAllIsTaken(List<? extends String> page) {
        return page.contains("heaptide_normaliser_records_total " + 3.0 * MINUTES)
                && page.stream()
                        .filter(line ->
                                line.startsWith("heaptide_samples_consumed_total{processor=\"track-instances\""))
                        .anyMatch(line -> line.endsWith(" " + 3.0 * MINUTES));
    }

    private static List<String> metricsOnceAllIsTaken(StreamsApp app) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> page = metrics(app);
        while (!tellsThatAllIsTaken(page) && System.nanoTime() - deadline < 0) {
            Thread.sleep(200);
            page = metrics(app);
        }
        return page;
    }

    private static List<String> metrics(StreamsApp app) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + app.healthPort() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .toList();
    }

    private AppConfig config(LocalKafka kafka) {
        return AppConfig.fromEnvironment(Map.of(
                "HEAPTIDE_ROLES", "normaliser,topology",
                "HEAPTIDE_KAFKA", kafka.bootstrapServers(),
                "HEAPTIDE_TOPIC_PARTITIONS", Integer.toString(PARTITIONS),
                "HEAPTIDE_HOME", home.toString(),
                "HEAPTIDE_HEALTH_PORT", "0",
                "HEAPTIDE_STREAM_THREADS", "1",
                "HEAPTIDE_COMMIT_INTERVAL", "500ms"));
    }

    /** Every minute both collectors report, each to a partition of its own; half way the container is killed once. */
    private void write(LocalKafka kafka) throws Exception {
        Map<String, String> known = new HashMap<>(CONTAINER);
        known.putAll(Map.of("k8s.node.name", "n1", "k8s.container.status.last_terminated_reason", "OOMKilled"));
        try (KafkaProducer<byte[], byte[]> collectors = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int minute = 0; minute < MINUTES; minute++) {
                Instant at = start.plus(Duration.ofMinutes(minute));
                write(collectors, 0, request(CONTAINER, at, Map.of("container.memory.working_set", 100 * MIB)));
                long restarts = minute < MINUTES / 2 ? 0 : 1;
                Map<String, Long> told =
                        Map.of("k8s.container.memory_limit", LIMIT, "k8s.container.restarts", restarts);
                write(collectors, 1, request(known, at, told));
                write(collectors, 2, request(SDK, at, Map.of("process.memory.usage", 90 * MIB)));
            }
        }
    }

    private static void write(KafkaProducer<byte[], byte[]> collectors, int partition, byte[] request)
            throws Exception {
        String topic = NormaliserConfig.defaults().topic();
        collectors.send(new ProducerRecord<>(topic, partition, null, request)).get(60, TimeUnit.SECONDS);
    }

    private static byte[] request(Map<String, String> resource, Instant at, Map<String, Long> values) {
        Resource.Builder who = Resource.newBuilder();
        resource.forEach((key, value) -> who.addAttributes(
                KeyValue.newBuilder().setKey(key).setValue(AnyValue.newBuilder().setStringValue(value))));
        ScopeMetrics.Builder metrics = ScopeMetrics.newBuilder();
        values.forEach((name, value) -> metrics.addMetrics(Metric.newBuilder()
                .setName(name)
                .setGauge(Gauge.newBuilder()
                        .addDataPoints(NumberDataPoint.newBuilder()
                                .setTimeUnixNano(at.toEpochMilli() * 1_000_000)
                                .setAsInt(value)))));
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(
                        ResourceMetrics.newBuilder().setResource(who).addScopeMetrics(metrics))
                .build()
                .toByteArray();
    }

    /** The first such record of a topic; empty if none comes in time. */
    private static <T extends SpecificRecordBase> Optional<T> first(
            LocalKafka kafka, Topic<T> topic, Predicate<T> wanted) {
        AvroCodec<T> codec = AvroCodec.of(topic);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            while (System.nanoTime() - deadline < 0) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    T value = codec.decode(record.value());
                    if (wanted.test(value)) {
                        return Optional.of(value);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
