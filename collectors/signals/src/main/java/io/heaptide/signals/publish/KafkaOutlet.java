package io.heaptide.signals.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.Buckets;
import io.heaptide.schemas.DeadLetter;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Turns batches, summaries and events into Kafka records, and tells when each is acknowledged. Used by one thread. */
final class KafkaOutlet {

    private final PublisherConfig config;
    private final Producer<byte[], byte[]> producer;
    private final PublisherCounters counters;
    private final AvroCodec<MemorySampleBatch> batches = AvroCodec.of(Topics.MEMORY_SAMPLES);
    private final AvroCodec<AllocationSummary> summaries = AvroCodec.of(Topics.ALLOCATION_SUMMARIES);
    private final AvroCodec<LifecycleEvent> events = AvroCodec.of(Topics.LIFECYCLE_EVENTS);
    private final AvroCodec<DeadLetter> letters = AvroCodec.of(Topics.DEAD_LETTERS);

    KafkaOutlet(PublisherConfig config, Producer<byte[], byte[]> producer, PublisherCounters counters) {
        this.config = config;
        this.producer = producer;
        this.counters = counters;
    }

    void send(OpenBatch batch) {
        Consumer<@Nullable SinkUnavailable> done = done(batch.readingCount(), batch::done);
        // nanoTime, because this is an age and not an event time: a step of the wall clock must not expire everything
        if (System.nanoTime() - batch.createdNanos() > config.deliveryTimeout().toNanos()) {
            done.accept(new SinkUnavailable(
                    SinkUnavailable.Reason.TIMED_OUT, "not sent within " + config.deliveryTimeout()));
        } else {
            send(() -> record(batch), done);
        }
    }

    void send(AllocationSummary summary, Submission submission) {
        send(
                () -> new ProducerRecord<>(
                        Topics.ALLOCATION_SUMMARIES.name(),
                        null,
                        summary.getWindowEndMs(),
                        key(summary.getInstance()),
                        summaries.encode(summary)),
                done(summary.getSites().size() + 1, submission::partDone));
    }

    void send(LifecycleEvent event, Submission submission) {
        send(
                () -> new ProducerRecord<>(
                        Topics.LIFECYCLE_EVENTS.name(),
                        null,
                        event.getAtMs(),
                        key(event.getInstance()),
                        events.encode(event)),
                done(1, submission::partDone));
    }

    void send(DeadLetter letter, Submission submission) {
        send(
                () -> new ProducerRecord<>(
                        Topics.DEAD_LETTERS.name(), null, letter.getAtMs(), null, letters.encode(letter)),
                done(1, submission::partDone));
    }

    void close(long timeoutMillis) {
        producer.close(Duration.ofMillis(timeoutMillis));
    }

    private ProducerRecord<byte[], byte[]> record(OpenBatch batch) {
        return new ProducerRecord<>(
                Topics.MEMORY_SAMPLES.name(),
                Buckets.partition(batch.bucket(), config.samplePartitions()),
                batch.latestMillis(),
                Integer.toString(batch.bucket()).getBytes(UTF_8),
                batches.encode(batch.toRecord(config.collector())));
    }

    private static byte[] key(InstanceRef instance) {
        return Topics.serviceKey(instance.getServiceNamespace(), instance.getServiceName())
                .getBytes(UTF_8);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the same, without a thread that waits
    private void send(Supplier<ProducerRecord<byte[], byte[]>> record, Consumer<@Nullable SinkUnavailable> done) {
        try {
            producer.send(
                    record.get(), (metadata, exception) -> done.accept(exception == null ? null : failure(exception)));
        } catch (RuntimeException refused) { // Kafka throws some failures and calls back with others
            done.accept(failure(refused));
        }
    }

    private Consumer<@Nullable SinkUnavailable> done(long readings, Consumer<@Nullable SinkUnavailable> next) {
        return failure -> {
            if (failure == null) {
                counters.acknowledged(readings);
            } else {
                counters.failed(readings);
            }
            next.accept(failure);
        };
    }

    private static SinkUnavailable failure(Exception cause) {
        return new SinkUnavailable(reason(cause), "Kafka did not acknowledge: " + cause.getMessage(), cause);
    }

    private static SinkUnavailable.Reason reason(Exception cause) {
        if (cause instanceof RecordTooLargeException
                || cause instanceof InvalidTimestampException
                || cause instanceof InvalidRecordException) {
            return SinkUnavailable.Reason.RECORD_REFUSED;
        }
        return cause instanceof TimeoutException
                ? SinkUnavailable.Reason.TIMED_OUT
                : SinkUnavailable.Reason.KAFKA_FAILED;
    }
}
