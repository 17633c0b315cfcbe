package io.heaptide.notifier;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.DeadLetter;
import io.heaptide.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Keeps what could not be delivered, with its reason. A letter is on the broker before the record is let go. */
final class DeadLetters {

    private static final AvroCodec<DeadLetter> CODEC = AvroCodec.of(Topics.DEAD_LETTERS);
    private static final int MOST_BYTES = 256 << 10;
    private static final String COMPONENT = "notifier";

    private final Producer<byte[], byte[]> producer;
    private final Duration timeout;

    DeadLetters(Producer<byte[], byte[]> producer, Duration timeout) {
        this.producer = producer;
        this.timeout = timeout;
    }

    /**
     * Returns once the broker has it.
     *
     * @throws org.apache.kafka.common.errors.RetriableException if the broker does not answer in time
     */
    void keep(ConsumerRecord<byte[], byte[]> record, DropReason reason, String detail) {
        byte[] letter = CODEC.encode(letter(record, reason, detail));
        try {
            producer.send(new ProducerRecord<>(Topics.DEAD_LETTERS.name(), letter))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new org.apache.kafka.common.errors.TimeoutException("no dead letter kept within " + timeout, late);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof KafkaException cause ? cause : new KafkaException(failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new DeliveryInterrupted(Topics.DEAD_LETTERS.name());
        }
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record, DropReason reason, String detail) {
        DeadLetter letter = DeadLetter.newBuilder()
                .setAtMs(record.timestamp())
                .setComponent(COMPONENT)
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setReason(reason.code())
                .setDetail(detail)
                .build();
        if (record.key() != null) {
            letter.setKey(start(record.key()));
        }
        if (record.value() != null) {
            letter.setValue(start(record.value()));
        }
        return letter;
    }

    private static ByteBuffer start(byte[] bytes) {
        return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, MOST_BYTES));
    }
}
