package io.heaptide.clickhouse;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.DeadLetter;
import io.heaptide.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends what could not be used to the dead-letters topic and waits until Kafka has it. */
final class DeadLetters implements AutoCloseable {

    private static final String COMPONENT = "clickhouse-sink";
    private static final int LONGEST_PART = 256 << 10;
    private static final int LONGEST_DETAIL = 1000;
    private static final Duration LONGEST_DELIVERY = Duration.ofSeconds(30);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;
    private final AvroCodec<DeadLetter> codec = AvroCodec.of(Topics.DEAD_LETTERS);

    DeadLetters(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    static DeadLetters to(Map<String, String> kafka) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) LONGEST_DELIVERY.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LONGEST_DELIVERY.toMillis() / 2);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_DELIVERY.toMillis() / 2);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "heaptide-clickhouse-dead-letters");
        return new DeadLetters(new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** The letter of a refused record. Its time is the record's, unless that is what was wrong with it. */
    @SuppressWarnings("NullAway") // Avro does not annotate what its schema lets be null: key and value
    static DeadLetter letter(ConsumerRecord<byte[], byte @Nullable []> record, UnusableRecord why, Instant now) {
        return DeadLetter.newBuilder()
                .setAtMs(RowOutput.isPlausible(record.timestamp()) ? record.timestamp() : now.toEpochMilli())
                .setComponent(COMPONENT)
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setReason(why.reason().code())
                .setDetail(detail(why))
                .setKey(cut(record.key()))
                .setValue(cut(record.value()))
                .build();
    }

    /**
     * Returns once Kafka has acknowledged all letters.
     *
     * @throws KafkaException if it has not within half a minute; the letters may be sent again, their rows have keys
     */
    void deliver(List<DeadLetter> letters) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (DeadLetter letter : letters) {
            sent.add(producer.send(new ProducerRecord<>(
                    Topics.DEAD_LETTERS.name(), null, letter.getAtMs(), null, codec.encode(letter))));
        }
        sent.forEach(DeadLetters::await);
    }

    @Override
    public void close() {
        producer.close(LONGEST_CLOSE);
    }

    private static void await(Future<RecordMetadata> acknowledged) {
        try {
            acknowledged.get(LONGEST_DELIVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            throw new InterruptException(stopping); // sets the interrupt flag again
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("dead letters were not acknowledged: " + e.getMessage(), e);
        }
    }

    private static String detail(UnusableRecord why) {
        String message = String.valueOf(why.getMessage());
        return message.substring(0, Math.min(message.length(), LONGEST_DETAIL));
    }

    private static @Nullable ByteBuffer cut(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, LONGEST_PART));
    }
}
