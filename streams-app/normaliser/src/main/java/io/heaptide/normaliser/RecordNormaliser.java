package io.heaptide.normaliser;

import com.google.protobuf.InvalidProtocolBufferException;
import io.heaptide.schemas.DeadLetter;
import io.heaptide.signals.MappedMetrics;
import io.heaptide.signals.publish.MetricIntake;
import io.heaptide.signals.publish.SinkUnavailable;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One record of a Collector's Kafka exporter → readings, or a dead letter. Safe to share between threads. */
final class RecordNormaliser {

    private static final String COMPONENT = "normaliser";
    private static final int LONGEST_PART = 256 << 10;
    private static final int LONGEST_DETAIL = 1000;

    private final MetricIntake intake;
    private final Function<DeadLetter, CompletionStage<Void>> letters;
    private final Progress progress;

    /** @param letters keeps a dead letter durably */
    RecordNormaliser(MetricIntake intake, Function<DeadLetter, CompletionStage<Void>> letters, Progress progress) {
        this.intake = intake;
        this.letters = letters;
        this.progress = progress;
    }

    /** Completes once everything that the record gives is durable; with a {@link SinkUnavailable} if it may be later. */
    CompletableFuture<Void> normalise(ConsumerRecord<byte[], byte @Nullable []> record) {
        byte[] value = record.value();
        if (value == null) {
            return drop(record, DropReason.EMPTY_RECORD, "a tombstone");
        }
        try {
            ExportMetricsServiceRequest request = ExportMetricsServiceRequest.parseFrom(value);
            return intake.take(request.getResourceMetricsList())
                    .handle((mapped, failure) -> settled(record, mapped, failure))
                    .thenCompose(settled -> settled)
                    .toCompletableFuture();
        } catch (InvalidProtocolBufferException malformed) {
            return drop(record, DropReason.MALFORMED_RECORD, String.valueOf(malformed.getMessage()));
        }
    }

    private CompletableFuture<Void> settled(
            ConsumerRecord<byte[], byte @Nullable []> record,
            @Nullable MappedMetrics mapped,
            @Nullable Throwable failure) {
        if (mapped != null) {
            progress.took(mapped);
            return CompletableFuture.completedFuture(null);
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof SinkUnavailable refused && !refused.reason().isRetryable()) {
            return drop(record, DropReason.RECORD_REFUSED, String.valueOf(refused.getMessage()));
        }
        return CompletableFuture.failedFuture(
                cause == null ? new IllegalStateException("neither readings nor a failure") : cause);
    }

    private CompletableFuture<Void> drop(
            ConsumerRecord<byte[], byte @Nullable []> record, DropReason reason, String detail) {
        return letters.apply(letter(record, reason, detail))
                .thenRun(() -> progress.dropped(reason))
                .toCompletableFuture();
    }

    @SuppressWarnings("NullAway") // Avro does not annotate what its schema lets be null: key and value
    private static DeadLetter letter(
            ConsumerRecord<byte[], byte @Nullable []> record, DropReason reason, String detail) {
        return DeadLetter.newBuilder()
                .setAtMs(Math.max(0, record.timestamp()))
                .setComponent(COMPONENT)
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setReason(reason.code())
                .setDetail(detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)))
                .setKey(cut(record.key()))
                .setValue(cut(record.value()))
                .build();
    }

    private static @Nullable ByteBuffer cut(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, LONGEST_PART));
    }
}
