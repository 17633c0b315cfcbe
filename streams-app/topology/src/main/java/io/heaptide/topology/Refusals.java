package io.heaptide.topology;

import io.heaptide.schemas.DeadLetter;
import io.heaptide.schemas.MalformedRecord;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Counts what is refused and sends it to the dead-letter topic: one letter per record and reason, however many rows. */
final class Refusals {

    private static final int MAX_VALUE_BYTES = 256 * 1024;

    private final ProcessorContext<String, Object> context;
    private final TaskMetrics metrics;

    Refusals(ProcessorContext<String, Object> context, TaskMetrics metrics) {
        this.context = context;
        this.metrics = metrics;
    }

    /** Refuses a whole record, which counts as so many samples. */
    void refuse(Record<byte[], byte[]> record, DropReason reason, int count, String detail) {
        metrics.dropped(reason, count);
        if (reason.deadLettered()) {
            context.forward(new Record<>(null, letter(record, reason, detail), record.timestamp()));
        }
    }

    /** Refuses a record that cannot be read. */
    void malformed(Record<byte[], byte[]> record, MalformedRecord why) {
        refuse(record, DropReason.MALFORMED_RECORD, 1, String.valueOf(why.getMessage()));
    }

    /** Refuses some rows of a record. */
    void refuse(Record<byte[], byte[]> record, BatchFaults faults) {
        faults.forEach((reason, fault) -> refuse(record, reason, fault.rows(), fault.toString()));
    }

    private DeadLetter letter(Record<byte[], byte[]> record, DropReason reason, String detail) {
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        DeadLetter.Builder letter = DeadLetter.newBuilder()
                .setAtMs(record.timestamp())
                .setComponent("topology")
                .setTopic(origin.topic())
                .setPartition(origin.partition())
                .setOffset(origin.offset())
                .setReason(reason.label())
                .setDetail(detail);
        cut(record.key()).ifPresent(letter::setKey);
        cut(record.value()).ifPresent(letter::setValue);
        return letter.build();
    }

    private static Optional<ByteBuffer> cut(byte @Nullable [] bytes) {
        return Optional.ofNullable(bytes)
                .map(whole -> ByteBuffer.wrap(whole, 0, Math.min(whole.length, MAX_VALUE_BYTES)));
    }
}
