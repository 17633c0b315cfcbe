package io.heaptide.notifier;

import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alert topic as one target's backlog. A partition whose alerts wait is paused and polled on, so a target that is
 * down for hours costs no rebalance and no memory. For one thread.
 */
final class AlertFeed implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AlertFeed.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration timeout;
    private final Map<TopicPartition, Backlog> backlogs = new HashMap<>();

    /** What was delivered of partitions that are no longer ours: its commit may have failed, and they may come back. */
    private final Map<TopicPartition, DeliveredKeys> givenUp = new HashMap<>();

    /** @param timeout for one call to the broker */
    AlertFeed(Consumer<byte[], byte[]> consumer, Duration timeout) {
        this.consumer = consumer;
        this.timeout = timeout;
    }

    void open() {
        consumer.subscribe(List.of(Topics.LEAK_ALERTS.name()), this);
    }

    /** Takes what has arrived, and keeps the place in the group. */
    void poll(Duration wait) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            backlogs.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), partition -> new Backlog())
                    .add(record);
        }
        restore();
        consumer.pause(partitions(backlog -> !backlog.isEmpty()));
        consumer.resume(partitions(Backlog::isEmpty));
    }

    /** The backlog whose turn it is. */
    Optional<Backlog> due(Instant now) {
        return waiting().filter(backlog -> !backlog.turn().isAfter(now));
    }

    /** When the next turn comes; empty if nothing waits. */
    Optional<Instant> nextTurn() {
        return waiting().map(Backlog::turn);
    }

    int size() {
        return backlogs.values().stream().mapToInt(Backlog::size).sum();
    }

    /** Returns once the broker has stored everything settled so far. */
    void commit() {
        commit(backlogs.keySet());
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        try {
            commit(partitions);
        } catch (KafkaException e) {
            LOG.warn(
                    "could not commit before giving up partitions; their next owner may repeat a message: {}",
                    e.getMessage());
        }
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            givenUp.merge(partition, backlog(partition).delivered(), DeliveredKeys::union);
            backlogs.remove(partition);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }

    private Optional<Backlog> waiting() {
        return backlogs.values().stream()
                .filter(backlog -> !backlog.isEmpty())
                .min(Comparator.comparing(Backlog::turn));
    }

    private void restore() {
        Set<TopicPartition> unknown = partitions(backlog -> !backlog.isRestored());
        if (!unknown.isEmpty()) {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(unknown, timeout);
            unknown.forEach(partition -> backlog(partition).restore(delivered(committed, partition)));
        }
    }

    private DeliveredKeys delivered(Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
        OffsetAndMetadata last = committed.get(partition);
        DeliveredKeys durable = last == null ? DeliveredKeys.NONE : DeliveredKeys.decode(last.metadata());
        return durable.union(givenUp.getOrDefault(partition, DeliveredKeys.NONE));
    }

    private void commit(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Optional.ofNullable(backlogs.get(partition))
                    .flatMap(Backlog::uncommitted)
                    .ifPresent(offset -> offsets.put(partition, offset));
        }
        if (!offsets.isEmpty()) {
            consumer.commitSync(offsets, timeout);
            offsets.keySet().forEach(partition -> backlog(partition).committed());
        }
    }

    private Backlog backlog(TopicPartition partition) {
        return backlogs.computeIfAbsent(partition, unseen -> new Backlog());
    }

    private Set<TopicPartition> partitions(Predicate<Backlog> wanted) {
        return backlogs.entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
