package io.heaptide.diagnosis;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.DiagnosisRequest;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.MalformedRecord;
import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what concerns every agent: all requests since the day began, in each service's order, and new alerts. It belongs to
 * no group, because each agent must see all of them; both topics carry some records a minute in the largest fleet.
 */
final class Inbox implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final Duration POLL = Duration.ofSeconds(15);

    /** A broker answers at once where there is something; where there is nothing, it need not say so twice a second. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private static final int MAX_FETCH_BYTES = 512 << 10;
    private static final Duration BACK_OFF = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final String kafka;
    private final InstantSource clock;
    private final Consumer<DiagnosisRequest> requests;
    private final Consumer<LeakAlert> alerts;
    private final DiagnosisCounters counters;
    private final AvroCodec<DiagnosisRequest> requestCodec = AvroCodec.of(Topics.DIAGNOSIS_REQUESTS);
    private final AvroCodec<LeakAlert> alertCodec = AvroCodec.of(Topics.LEAK_ALERTS);
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Thread thread = new Thread(this, "heaptide-diagnosis-inbox");
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;

    Inbox(
            String kafka,
            InstantSource clock,
            Consumer<DiagnosisRequest> requests,
            Consumer<LeakAlert> alerts,
            DiagnosisCounters counters) {
        this.kafka = kafka;
        this.clock = clock;
        this.requests = requests;
        this.alerts = alerts;
        this.counters = counters;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        while (!isClosed()) {
            try {
                readUntilClosed();
            } catch (WakeupException closing) {
                LOG.debug("no more requests are read");
            } catch (KafkaException unreachable) {
                LOG.warn("requests for diagnoses cannot be read for now: {}", unreachable.getMessage());
                rest();
            }
        }
    }

    private void readUntilClosed() {
        KafkaConsumer<byte[], byte[]> consumer = consumer();
        reading = consumer;
        try {
            read(consumer);
        } finally {
            // or it would wait for the answer to its last question
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "heaptide-diagnosis",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                (int) SILENCE.toMillis(),
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                MAX_FETCH_BYTES,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                MAX_FETCH_BYTES,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        while (!isClosed() && !assign(consumer)) {
            rest(); // until the topics are there
        }
        while (!isClosed()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record);
                positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
        }
    }

    private boolean assign(KafkaConsumer<byte[], byte[]> consumer) {
        Set<TopicPartition> requestPartitions = partitions(consumer, Topics.DIAGNOSIS_REQUESTS.name());
        List<TopicPartition> all = new ArrayList<>(requestPartitions);
        all.addAll(partitions(consumer, Topics.LEAK_ALERTS.name()));
        if (requestPartitions.isEmpty() || all.size() == requestPartitions.size()) {
            return false;
        }
        consumer.assign(all);
        // before the look for today's, or what is written between the two would be missed
        consumer.endOffsets(all).forEach((partition, end) -> consumer.seek(partition, end));
        sinceToday(consumer, requestPartitions);
        positions.forEach(consumer::seek); // where an earlier connection was broken off
        return true;
    }

    private static Set<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        Set<TopicPartition> partitions = new LinkedHashSet<>();
        for (PartitionInfo partition : consumer.partitionsFor(topic)) {
            partitions.add(new TopicPartition(topic, partition.partition()));
        }
        return partitions;
    }

    private void sinceToday(KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        long midnight = clock.instant()
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, midnight));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times);
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                consumer.seek(partition, offset.offset());
            }
        });
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        if (value == null) {
            counters.malformed();
            return;
        }
        try {
            if (record.topic().equals(Topics.LEAK_ALERTS.name())) {
                alerts.accept(alertCodec.decode(value));
            } else {
                requests.accept(requestCodec.decode(value));
            }
        } catch (MalformedRecord malformed) {
            counters.malformed();
            LOG.warn("{}-{}@{}: {}", record.topic(), record.partition(), record.offset(), malformed.getMessage());
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void rest() {
        try {
            closed.await(BACK_OFF.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            closed.countDown();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        KafkaConsumer<byte[], byte[]> waiting = reading;
        if (waiting != null) {
            waiting.wakeup(); // no interrupt, which would keep the consumer from taking leave of the broker
        }
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
