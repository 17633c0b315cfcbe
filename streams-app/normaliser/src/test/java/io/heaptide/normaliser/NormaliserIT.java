package io.heaptide.normaliser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.local.LocalKafka;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.DeadLetter;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.LifecycleType;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.Topic;
import io.heaptide.schemas.TopicCatalogue;
import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Raw metrics in a real broker → readings in a real broker, each at least once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class NormaliserIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 3;

    private final LocalKafka kafka = LocalKafka.temporary();
    private final Map<String, Object> brokers = Map.of("bootstrap.servers", kafka.bootstrapServers());
    private final KafkaProducer<byte[], byte[]> collector =
            new KafkaProducer<>(brokers, new ByteArraySerializer(), new ByteArraySerializer());
    private final Admin admin = Admin.create(brokers);
    private String name = "";

    @BeforeAll
    void createTopics() throws ExecutionException, InterruptedException {
        new TopicCatalogue(admin).ensure(Topics.all(PARTITIONS), (short) 1);
    }

    @AfterAll
    void stop() {
        admin.close();
        collector.close();
        kafka.close();
    }

    /** Topic, group and instances are a test's own. */
    @BeforeEach
    void nameByTest(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void whatCollectorsWriteBecomesReadingsAndEvents() throws Exception {
        try (Normaliser normaliser = started()) {
            write(RawMetrics.usage(name, 4_096), RawMetrics.of(name, "k8s.container.restarts", 1));
            write(RawMetrics.usage(name, 8_192), RawMetrics.of(name, "k8s.container.restarts", 2));
            until(() -> normaliser.health().records() >= 4);

            assertThat(usedBytes()).containsOnly(4_096L, 8_192L);
            assertThat(all(Topics.LIFECYCLE_EVENTS))
                    .filteredOn(
                            event -> event.getInstance().getServiceInstanceId().equals(name))
                    .extracting(LifecycleEvent::getType)
                    .containsOnly(LifecycleType.START);
            until(() -> committed() == 4);
            assertThat(normaliser.health().isHealthy()).isTrue();
        }
    }

    @Test
    void whatIsNoOtlpIsKeptAsADeadLetterAndTheRestGoesOn() throws Exception {
        try (Normaliser normaliser = started()) {
            write("{\"resourceMetrics\":[]}".getBytes(UTF_8), RawMetrics.usage(name, 1));
            until(() -> normaliser.health().records() >= 2);

            assertThat(usedBytes()).containsOnly(1L);
            assertThat(all(Topics.DEAD_LETTERS))
                    .filteredOn(letter -> letter.getTopic().equals(name))
                    .extracting(DeadLetter::getReason)
                    .containsOnly("malformed_record");
        }
    }

    @Test
    void theNextOneGoesOnWhereTheLastWasStopped() throws Exception {
        try (Normaliser first = started()) {
            write(RawMetrics.usage(name, 1));
            until(() -> first.health().records() >= 1);
        }
        assertThat(committed()).isEqualTo(1);
        write(RawMetrics.usage(name, 2));

        try (Normaliser second = started()) {
            until(() -> second.health().records() >= 1);
        }

        assertThat(usedBytes()).containsOnly(1L, 2L);
    }

    @Test
    void nothingIsLostWhereOffsetsWereNotCommitted() throws Exception {
        try (Normaliser first = started()) {
            write(RawMetrics.usage(name, 1), RawMetrics.usage(name, 2));
            until(() -> first.health().records() >= 2);
        }
        // as after a kill between acknowledgement and commit
        until(this::offsetsAreForgotten);

        try (Normaliser second = started()) {
            until(() -> second.health().records() >= 2);
        }

        assertThat(usedBytes()).containsOnly(1L, 2L).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void severalThreadsShareThePartitions() throws Exception {
        NormaliserConfig config = config(2);
        try (Normaliser normaliser = started(config)) {
            for (int i = 0; i < 30; i++) {
                write(i % PARTITIONS, RawMetrics.usage(name, i));
            }
            until(() -> normaliser.health().records() >= 30);
            until(() -> committed() == 30);
        }

        assertThat(Set.copyOf(usedBytes())).hasSize(30);
    }

    private Normaliser started() throws InterruptedException {
        return started(config(1));
    }

    private Normaliser started(NormaliserConfig config) throws InterruptedException {
        Normaliser normaliser = new Normaliser(config, InstantSource.fixed(RawMetrics.NOW));
        normaliser.start();
        until(() -> normaliser.health().isHealthy());
        return normaliser;
    }

    private NormaliserConfig config(int threads) {
        NormaliserConfig defaults = NormaliserConfig.defaults();
        return new NormaliserConfig(
                kafka.bootstrapServers(),
                name,
                name,
                PARTITIONS,
                (short) 1,
                threads,
                defaults.buffer(),
                defaults.firstBackoff(),
                defaults.longestBackoff());
    }

    private void write(byte[]... records) throws Exception {
        for (byte[] record : records) {
            write(0, record);
        }
    }

    private void write(int partition, byte[] record) throws Exception {
        collector.send(new ProducerRecord<>(name, partition, null, record)).get(60, TimeUnit.SECONDS);
    }

    /** False while the broker still counts members that have left. */
    private boolean offsetsAreForgotten() {
        try {
            admin.deleteConsumerGroups(List.of(name)).all().get(60, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException membersRemain) {
            return false;
        } catch (InterruptedException | TimeoutException noAnswer) {
            throw new AssertionError("the broker does not answer", noAnswer);
        }
    }

    private long committed() {
        try {
            return admin
                    .listConsumerGroupOffsets(name)
                    .partitionsToOffsetAndMetadata()
                    .get(60, TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (Exception unknown) {
            throw new AssertionError("the group's offsets cannot be told", unknown);
        }
    }

    /** The readings of this test's instance, in the order of the topic. */
    private List<Long> usedBytes() {
        List<Long> bytes = new ArrayList<>();
        for (MemorySampleBatch batch : all(Topics.MEMORY_SAMPLES)) {
            for (int row = 0; row < batch.getSeriesIndex().size(); row++) {
                int instance =
                        batch.getSeries().get(batch.getSeriesIndex().get(row)).getInstanceIndex();
                if (batch.getInstances().get(instance).getServiceInstanceId().equals(name)) {
                    bytes.add(batch.getUsedBytes().get(row));
                }
            }
        }
        return bytes;
    }

    private <T extends SpecificRecordBase> List<T> all(Topic<T> topic) {
        AvroCodec<T> codec = AvroCodec.of(topic);
        List<T> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(brokers, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<Long, T> inOrder = new TreeMap<>();
            until(() -> {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> inOrder.put(
                                record.offset() * PARTITIONS + record.partition(), codec.decode(record.value())));
                return partitions.stream().allMatch(one -> consumer.position(one) >= ends.getOrDefault(one, 0L));
            });
            values.addAll(inOrder.values());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return values;
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("waited " + PATIENCE).isNegative();
            Thread.sleep(20);
        }
    }
}
