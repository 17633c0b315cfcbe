package io.heaptide.signals.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.Buckets;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.LifecycleType;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.Topics;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SamplePublisherTest {

    private static final int PARTITIONS = 8;
    private static final long ROOM = 10_000;
    private static final AvroCodec<MemorySampleBatch> CODEC = AvroCodec.of(Topics.MEMORY_SAMPLES);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final SamplePublisher publisher = new SamplePublisher(config(Duration.ofMillis(20)), producer);

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void joinsTheReadingsOfOneNodeFromSeveralCallersInOneColumnarRecord() {
        publisher.samples(List.of(Readings.of("a", "n1", 3)));
        publisher.samples(List.of(Readings.of("b", "n1", 2), Readings.of("a", "n1", 1)));

        MemorySampleBatch batch = CODEC.decode(sent(1).get(0).value());

        assertThat(batch.getBucket()).isEqualTo(Buckets.of("n1"));
        assertThat(batch.getCollector()).isEqualTo("test");
        assertThat(batch.getInstances()).containsExactly(Readings.instance("a", "n1"), Readings.instance("b", "n1"));
        assertThat(batch.getSeries()).hasSize(2);
        assertThat(batch.getSeriesIndex()).containsExactly(0, 0, 0, 1, 1, 0);
        assertThat(batch.getTimeOffsetMs()).containsExactly(0, 1_000, 2_000, 0, 1_000, 0);
        assertThat(batch.getUsedBytes()).startsWith(1_000_000L, 1_000_001L);
        assertThat(batch.getBaseTimeMs()).isEqualTo(Readings.BASE_MILLIS);
    }

    @Test
    void keysARecordByItsBucketAndPlacesAndDatesItByItsReadings() {
        publisher.samples(List.of(Readings.of("a", "n1", 3), Readings.of("lonely", "", 1)));

        assertThat(sent(2)).allSatisfy(record -> {
            MemorySampleBatch batch = CODEC.decode(record.value());
            assertThat(record.topic()).isEqualTo(Topics.MEMORY_SAMPLES.name());
            assertThat(new String(record.key(), UTF_8)).isEqualTo(Integer.toString(batch.getBucket()));
            assertThat(record.partition()).isEqualTo(Buckets.partition(batch.getBucket(), PARTITIONS));
            assertThat(record.timestamp())
                    .isEqualTo(Readings.BASE_MILLIS
                            + 1_000L * (batch.getSeriesIndex().size() - 1));
        });
        assertThat(sent(2))
                .extracting(record -> CODEC.decode(record.value()).getBucket())
                .containsExactlyInAnyOrder(Buckets.of("n1"), Buckets.of("lonely"));
    }

    @Test
    void tellsNobodyBeforeKafkaAcknowledgedEveryRecordThatCarriesAPart() {
        CompletableFuture<Void> done = publish(Readings.of("a", "n1", 1), Readings.of("b", "n2", 1));
        sent(2);
        assertThat(done).isNotDone();
        producer.completeNext();
        assertThat(done).isNotDone();
        producer.completeNext();
        assertThat(done).isCompleted();
        assertThat(publisher.counters().acknowledgedReadings()).isEqualTo(2);
        assertThat(publisher.counters().heldReadings()).isZero();
    }

    @Test
    void failsASubmissionIfOneOfItsRecordsFails() {
        CompletableFuture<Void> done = publish(Readings.of("a", "n1", 1), Readings.of("b", "n2", 1));
        sent(2);
        producer.completeNext();
        producer.errorNext(new NotEnoughReplicasException("one of two"));

        assertReason(done, SinkUnavailable.Reason.KAFKA_FAILED);
        assertThat(publisher.counters().failedReadings()).isEqualTo(1);
        assertThat(publisher.counters().acknowledgedReadings()).isEqualTo(1);
        assertThat(publisher.isHealthy()).isFalse();
    }

    @Test
    void tellsWhatKafkaWillNeverTakeFromWhatItWillTakeLater() {
        CompletableFuture<Void> done = publish(Readings.of("a", "n1", 1));
        sent(1);
        producer.errorNext(new RecordTooLargeException("too large"));

        assertReason(done, SinkUnavailable.Reason.RECORD_REFUSED);
    }

    @Test
    void isHealthyAgainAfterASuccess() {
        submit(Readings.of("a", "n1", 1));
        sent(1);
        producer.errorNext(new NotEnoughReplicasException("none"));
        assertThat(publisher.isHealthy()).isFalse();

        submit(Readings.of("a", "n1", 1));
        sent(2);
        producer.completeNext();
        assertThat(publisher.isHealthy()).isTrue();
    }

    @Test
    void refusesAtOnceWhatItHasNoRoomForAndTakesItLater() {
        CompletableFuture<Void> first = publish(Readings.of("a", "n1", (int) ROOM - 1));
        CompletableFuture<Void> second = publish(Readings.of("b", "n1", 2));

        assertReason(second, SinkUnavailable.Reason.BUFFER_FULL);
        assertThat(publisher.counters().refusedReadings()).isEqualTo(2);

        await(() -> total(producer.history()) == ROOM - 1);
        producer.history().forEach(record -> producer.completeNext());
        assertThat(first).isCompleted();
        assertThat(publish(Readings.of("b", "n1", 2))).isNotCompletedExceptionally();
    }

    @Test
    void takesASubmissionAboveItsBoundWhenItHoldsNothing() {
        assertThat(publish(Readings.of("a", "n1", (int) ROOM + 1))).isNotCompletedExceptionally();
    }

    @Test
    void splitsABucketBeforeARecordGrowsTooLarge() {
        InstanceReadings[] many = IntStream.range(0, 2_000)
                .mapToObj(i -> Readings.of("instance-with-a-long-name-" + i, "n1", 4))
                .toArray(InstanceReadings[]::new);
        submit(many);

        await(() -> total(producer.history()) == 8_000);
        assertThat(producer.history()).hasSizeGreaterThan(1).allSatisfy(record -> assertThat(record.value().length)
                .isLessThanOrEqualTo(config(Duration.ZERO).maxBatchBytes()));
    }

    @Test
    void splitsReadingsWhoseTimesAreTooFarApartForOneRecord() {
        Reading old = new Reading("process.memory.usage", "", 1_000, 5);
        Reading recent = new Reading("process.memory.usage", "", Readings.BASE_MILLIS, 6);
        submit(Readings.of(Readings.instance("a", "n1"), List.of(old, recent)));

        assertThat(sent(2))
                .extracting(record -> CODEC.decode(record.value()).getBaseTimeMs())
                .containsExactlyInAnyOrder(1_000L, Readings.BASE_MILLIS);
    }

    @Test
    void publishesSummariesAndEventsByService() {
        CompletableFuture<Void> summary = publisher
                .summary(AllocationSummary.newBuilder()
                        .setInstance(Readings.instance("a", "n1"))
                        .setSource("jfr")
                        .setWindowStartMs(1)
                        .setWindowEndMs(2_000)
                        .setSites(List.of())
                        .build())
                .toCompletableFuture();
        CompletableFuture<Void> event = publisher
                .event(LifecycleEvent.newBuilder()
                        .setInstance(Readings.instance("a", "n1"))
                        .setType(LifecycleType.START)
                        .setAtMs(3_000)
                        .build())
                .toCompletableFuture();

        assertThat(sent(2)).allSatisfy(record -> assertThat(new String(record.key(), UTF_8))
                .isEqualTo("/checkout"));
        assertThat(sent(2)).extracting(ProducerRecord::timestamp).containsExactly(2_000L, 3_000L);
        producer.completeNext();
        assertThat(summary).isCompleted();
        assertThat(event).isNotDone();
        producer.completeNext();
        assertThat(event).isCompleted();
    }

    @Test
    void hasNothingToDoForNoReadings() {
        assertThat(publish()).isCompleted();
    }

    @Test
    void closingSendsWhatWaitsAndRefusesTheRest() {
        SamplePublisher slow = new SamplePublisher(config(Duration.ofSeconds(5)), producer);
        CompletableFuture<Void> waiting =
                slow.samples(List.of(Readings.of("a", "n1", 1))).toCompletableFuture();
        slow.close();

        assertThat(producer.history()).hasSize(1);
        producer.completeNext();
        assertThat(waiting).isCompleted();
        assertReason(
                slow.samples(List.of(Readings.of("a", "n1", 1))).toCompletableFuture(), SinkUnavailable.Reason.CLOSED);
    }

    private void submit(InstanceReadings... readings) {
        publisher.samples(List.of(readings));
    }

    private CompletableFuture<Void> publish(InstanceReadings... readings) {
        return publisher.samples(List.of(readings)).toCompletableFuture();
    }

    private List<ProducerRecord<byte[], byte[]>> sent(int count) {
        await(() -> producer.history().size() >= count);
        assertThat(producer.history()).hasSize(count);
        return producer.history();
    }

    private static long total(List<ProducerRecord<byte[], byte[]>> records) {
        return new ArrayList<>(records)
                .stream()
                        .mapToLong(record ->
                                CODEC.decode(record.value()).getSeriesIndex().size())
                        .sum();
    }

    private static void assertReason(CompletableFuture<Void> done, SinkUnavailable.Reason reason) {
        assertThatThrownBy(done::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(SinkUnavailable.class, failure -> assertThat(failure.reason())
                        .isEqualTo(reason));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).as("within 10 s").isTrue();
    }

    private static PublisherConfig config(Duration linger) {
        return new PublisherConfig(
                "unused:9092",
                "test",
                PARTITIONS,
                linger,
                64 << 10,
                ROOM,
                Duration.ofSeconds(7),
                Duration.ofSeconds(2));
    }
}
