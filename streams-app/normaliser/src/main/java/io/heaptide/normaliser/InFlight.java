package io.heaptide.normaliser;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way, in the order they were read, those not yet handed over, and the offsets that may be committed.
 * For one thread.
 */
final class InFlight {

    private final Deque<ConsumerRecord<byte[], byte @Nullable []>> unread = new ArrayDeque<>();
    private final Deque<Sent> sent = new ArrayDeque<>();
    private final Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();

    private record Sent(TopicPartition partition, long offset, CompletableFuture<Void> done) {}

    void arrived(Iterable<ConsumerRecord<byte[], byte @Nullable []>> records) {
        records.forEach(unread::add);
    }

    /** Whether all that arrived is handed over. */
    boolean isAllSent() {
        return unread.isEmpty();
    }

    /** Hands over the next record that arrived. */
    void send(Function<ConsumerRecord<byte[], byte @Nullable []>, CompletableFuture<Void>> to) {
        ConsumerRecord<byte[], byte @Nullable []> record = unread.remove();
        sent.add(new Sent(partition(record), record.offset(), to.apply(record)));
    }

    boolean isEmpty() {
        return sent.isEmpty();
    }

    /**
     * Waits for the oldest record, if there is one, and takes what is durable by then.
     *
     * @throws ExecutionException if a record failed; it and what was read after it is still in flight
     */
    void settle(long waitMillis) throws ExecutionException, InterruptedException {
        long wait = waitMillis;
        for (Sent oldest = sent.peek(); oldest != null; oldest = sent.peek()) {
            try {
                oldest.done().get(wait, TimeUnit.MILLISECONDS);
            } catch (TimeoutException later) {
                return;
            }
            wait = 0;
            committable.put(oldest.partition(), new OffsetAndMetadata(oldest.offset() + 1));
            sent.remove();
        }
    }

    /** Offsets up to which everything is durable. */
    Map<TopicPartition, OffsetAndMetadata> committable() {
        return Map.copyOf(committable);
    }

    void committed() {
        committable.clear();
    }

    /** Where to read on if nothing in flight counts; forgets what is in flight and what arrived. */
    Map<TopicPartition, Long> restart() {
        Map<TopicPartition, Long> first = new HashMap<>();
        sent.forEach(one -> first.merge(one.partition(), one.offset(), Math::min));
        unread.forEach(one -> first.merge(partition(one), one.offset(), Math::min));
        sent.clear();
        unread.clear();
        return first;
    }

    /** Others read these partitions now. */
    void forget(Collection<TopicPartition> partitions) {
        sent.removeIf(one -> partitions.contains(one.partition()));
        partitions.forEach(committable::remove);
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** Why a record failed. */
    static String reason(ExecutionException failure) {
        @Nullable Throwable cause = failure.getCause();
        return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
    }
}
