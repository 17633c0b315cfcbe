package io.heaptide.notifier;

import io.heaptide.local.LocalKafka;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.TopicCatalogue;
import io.heaptide.schemas.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The alert topic of a real broker in a process of its own. */
final class AlertTopic implements AutoCloseable {

    static final int PARTITIONS = Topics.LEAK_ALERTS.partitions();

    private static final String KEY = "shop/checkout";

    private final LocalKafka kafka;
    private final Admin admin;

    AlertTopic() throws ExecutionException, InterruptedException {
        kafka = LocalKafka.temporary();
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        new TopicCatalogue(admin).ensure(List.of(Topics.LEAK_ALERTS, Topics.DEAD_LETTERS), (short) 1);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Publishes alerts of now, all of one service. */
    RecordMetadata publish(LeakAlert... alerts) throws ExecutionException, InterruptedException {
        return publish(now(), alerts);
    }

    RecordMetadata publish(Instant at, LeakAlert... alerts) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, byte[]> producer = producer(Map.of())) {
            for (int i = 0; i < alerts.length - 1; i++) {
                producer.send(record(null, alerts[i], at)).get();
            }
            return producer.send(record(null, alerts[alerts.length - 1], at)).get();
        }
    }

    /** Publishes an alert to each partition, its id being the prefix and the partition. */
    void publishToEveryPartition(String idPrefix) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, byte[]> producer = producer(Map.of())) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                producer.send(record(partition, Alerts.firing(idPrefix + partition), now()))
                        .get();
            }
        }
    }

    /** Publishes one alert in a transaction that is aborted, and another in one that is committed. */
    void publishInTransactions(LeakAlert aborted, LeakAlert committed) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, byte[]> producer = producer(Map.of("transactional.id", aborted.getIncidentId()))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(null, aborted, now())).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(record(null, committed, now())).get();
            producer.commitTransaction();
        }
    }

    boolean hasCommitted(String group, RecordMetadata last) {
        try {
            OffsetAndMetadata committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(last.topic(), last.partition()));
            return committed != null && committed.offset() > last.offset();
        } catch (ExecutionException notYet) {
            return false; // no such group yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    int members(String group) {
        try {
            return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .mapToInt(description -> description.members().size())
                    .sum();
        } catch (ExecutionException notYet) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    void killAndRestart() {
        kafka.kill();
        kafka.restart();
    }

    @Override
    public void close() {
        admin.close();
        kafka.close();
    }

    private KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private static ProducerRecord<String, byte[]> record(@Nullable Integer partition, LeakAlert alert, Instant at) {
        alert.setAtMs(at.toEpochMilli());
        byte[] value = AvroCodec.of(Topics.LEAK_ALERTS).encode(alert);
        return new ProducerRecord<>(Topics.LEAK_ALERTS.name(), partition, at.toEpochMilli(), KEY, value);
    }

    private static Instant now() {
        return InstantSource.system().instant();
    }
}
