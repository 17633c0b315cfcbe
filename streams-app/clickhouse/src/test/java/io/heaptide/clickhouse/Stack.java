package io.heaptide.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.query.GenericRecord;
import io.heaptide.local.LocalClickHouse;
import io.heaptide.local.LocalKafka;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.Topic;
import io.heaptide.schemas.TopicCatalogue;
import io.heaptide.schemas.Topics;
import io.heaptide.schemas.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker with all topics and a real ClickHouse, fresh and empty. */
final class Stack implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final short ONE_COPY = 1;

    private final LocalClickHouse clickHouse = LocalClickHouse.temporary();
    private final LocalKafka kafka = LocalKafka.temporary();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    static Stack start() throws ExecutionException, InterruptedException {
        Stack stack = new Stack();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafka.bootstrapServers()))) {
            new TopicCatalogue(admin).ensure(Topics.ALL, ONE_COPY);
        }
        return stack;
    }

    LocalClickHouse clickHouse() {
        return clickHouse;
    }

    ClickHouseTarget target(String database) {
        return new ClickHouseTarget(
                URI.create(clickHouse.httpUrl()), clickHouse.user(), new Secret(clickHouse.password()), database);
    }

    /** A configuration of its own database and groups, that writes little and often. */
    SinkConfig config(String database) {
        return SinkConfig.of(kafka.bootstrapServers(), target(database))
                .withGroup(database)
                .withBatch(BatchPolicy.defaults().withMaxRows(200).withFlush(Duration.ofMillis(100)))
                .withBackoff(new BackoffPolicy(Duration.ofMillis(50), Duration.ofMillis(500)));
    }

    static ClickHouseSink started(SinkConfig config) {
        ClickHouseSink sink = new ClickHouseSink(config, InstantSource.system());
        sink.start();
        return sink;
    }

    /** Returns once Kafka has acknowledged all of them. */
    @SafeVarargs
    final <T extends SpecificRecordBase> void publish(Topic<T> topic, String key, T... values) {
        AvroCodec<T> codec = AvroCodec.of(topic);
        List<byte[]> encoded = new ArrayList<>();
        for (T value : values) {
            encoded.add(codec.encode(value));
        }
        publishBytes(topic, key, encoded);
    }

    void publishBytes(Topic<?> topic, String key, List<byte[]> values) {
        List<Future<RecordMetadata>> sent = values.stream()
                .map(value -> producer.send(new ProducerRecord<>(
                        topic.name(), key.getBytes(java.nio.charset.StandardCharsets.UTF_8), value)))
                .toList();
        for (Future<RecordMetadata> acknowledged : sent) {
            try {
                acknowledged.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError("Kafka did not take a record", e);
            }
        }
    }

    long count(String database, String query) {
        return rows(database, query).get(0).getLong(1);
    }

    List<GenericRecord> rows(String database, String query) {
        try (ClickHouseConnection connection = ClickHouseConnection.to(target(database))) {
            return connection.query("test", query, Map.of());
        }
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long until " + what).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    /** Waits until the query counts at least so many; a missing table counts nothing. */
    void awaitCount(String database, String query, long wanted) throws InterruptedException {
        await(query + " gives " + wanted, () -> {
            try {
                return count(database, query) >= wanted;
            } catch (ClickHouseFailure notYet) {
                return false;
            }
        });
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        kafka.close();
        clickHouse.close();
    }
}
