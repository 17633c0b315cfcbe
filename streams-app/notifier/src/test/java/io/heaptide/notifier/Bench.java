package io.heaptide.notifier;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.DeadLetter;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One target's loop over Kafka's own mock clients and a real HTTP connection. */
final class Bench implements AutoCloseable {

    static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMinutes(10), Duration.ofDays(1));

    private static final int PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final MockConsumer<byte[], byte[]> consumer = new PollingMock();
    private final TargetLoop loop;
    private final Thread thread;
    private final long started = System.nanoTime();
    private volatile Duration added = Duration.ZERO;
    private volatile Optional<KafkaException> commitFailure = Optional.empty();
    private int nextOffset;

    Bench(Target target) {
        this(target, Map.of());
    }

    /** A loop that takes over where another has committed. */
    Bench(Target target, Map<TopicPartition, OffsetAndMetadata> committed) {
        InstantSource clock = this::now;
        DeadLetters deadLetters = new DeadLetters(producer, Duration.ofSeconds(5));
        Courier courier = new Courier(target, QUICK, new HttpSender(Duration.ofSeconds(5), clock), deadLetters, clock);
        loop = new TargetLoop(new AlertFeed(consumer, Duration.ofSeconds(5)), courier, clock);
        consumer.schedulePollTask(() -> {
            consumer.rebalance(partitions());
            consumer.updateBeginningOffsets(
                    partitions().stream().collect(Collectors.toMap(Function.identity(), partition -> 0L)));
            consumer.commitSync(committed);
        });
        thread = new Thread(loop, "bench");
        thread.start();
        until(() -> consumer.assignment().size() == PARTITIONS);
    }

    /** Real time passes on top of what the test has added. */
    private Instant now() {
        return Alerts.FIRED.plus(added).plusNanos(System.nanoTime() - started);
    }

    void passes(Duration time) {
        added = added.plus(time);
    }

    void publish(LeakAlert... alerts) {
        for (LeakAlert alert : alerts) {
            publish(0, AvroCodec.of(Topics.LEAK_ALERTS).encode(alert));
        }
    }

    void publish(int partition, byte[] value) {
        int offset = nextOffset++;
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                Topics.LEAK_ALERTS.name(),
                partition,
                offset,
                Alerts.FIRED.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                value.length,
                "shop/checkout".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty());
        consumer.schedulePollTask(() -> consumer.addRecord(record));
    }

    void commitsFailWith(Optional<KafkaException> failure) {
        commitFailure = failure;
    }

    /** Takes all partitions away and gives them back, as the group does to a member it has not heard of. */
    void partitionsComeAndGo() {
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of());
            consumer.rebalance(partitions());
        });
        until(() -> loop.health().waiting() == 0);
    }

    Map<TopicPartition, OffsetAndMetadata> committed() {
        return consumer.committed(partitions().stream().collect(Collectors.toSet())).entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    long committedOffset(int partition) {
        OffsetAndMetadata last = committed().get(new TopicPartition(Topics.LEAK_ALERTS.name(), partition));
        return last == null ? 0 : last.offset();
    }

    List<DeadLetter> deadLetters() {
        return producer.history().stream()
                .map(record -> AvroCodec.of(Topics.DEAD_LETTERS).decode(record.value()))
                .toList();
    }

    TargetHealth health() {
        return loop.health();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    void until(BooleanSupplier condition) {
        Eventually.until(PATIENCE, condition, () -> loop.health() + " " + committed() + " " + deadLetters());
    }

    @Override
    public void close() {
        loop.stop();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    private static List<TopicPartition> partitions() {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Topics.LEAK_ALERTS.name(), partition))
                .toList();
    }

    /** Waits as a real consumer does, and can refuse to commit. */
    private final class PollingMock extends MockConsumer<byte[], byte[]> {

        PollingMock() {
            super("earliest");
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            if (records.isEmpty() && !timeout.isZero()) {
                Eventually.pause(Duration.ofMillis(5));
            }
            return records;
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            commitFailure.ifPresent(failure -> {
                throw failure;
            });
            super.commitSync(offsets, timeout);
        }
    }
}
