package io.heaptide.notifier;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** The alerts of one partition that are read and not settled, and what is to be committed for it. Not thread-safe. */
final class Backlog {

    private final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
    private Optional<DeliveredKeys> delivered = Optional.empty();
    private Optional<OffsetAndMetadata> uncommitted = Optional.empty();
    private Instant turn = Instant.EPOCH;
    private int failures;

    void add(ConsumerRecord<byte[], byte[]> record) {
        records.add(record);
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    int size() {
        return records.size();
    }

    ConsumerRecord<byte[], byte[]> head() {
        return records.element();
    }

    /** Attempts at the head so far. */
    int failures() {
        return failures;
    }

    /** When its head may be tried; the earliest goes first, so one partition cannot starve another. */
    Instant turn() {
        return turn;
    }

    boolean isRestored() {
        return delivered.isPresent();
    }

    void restore(DeliveredKeys committed) {
        delivered = Optional.of(committed);
    }

    /** What the target has taken of this partition; known once restored. */
    DeliveredKeys delivered() {
        return delivered.orElse(DeliveredKeys.NONE);
    }

    void settleHead(DeliveredKeys nowDelivered, Instant now) {
        ConsumerRecord<byte[], byte[]> settled = records.remove();
        delivered = Optional.of(nowDelivered);
        uncommitted =
                Optional.of(new OffsetAndMetadata(settled.offset() + 1, settled.leaderEpoch(), nowDelivered.encode()));
        turn = now;
        failures = 0;
    }

    void postponeHead(Instant until) {
        turn = until;
        failures++;
    }

    Optional<OffsetAndMetadata> uncommitted() {
        return uncommitted;
    }

    void committed() {
        uncommitted = Optional.empty();
    }
}
