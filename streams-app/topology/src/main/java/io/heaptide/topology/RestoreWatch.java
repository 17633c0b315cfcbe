package io.heaptide.topology;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Tells how long restoring takes: a task detects nothing until its state is back. Safe to share between threads. */
public final class RestoreWatch implements StateRestoreListener {

    private final Map<TopicPartition, Long> startedNanos = new ConcurrentHashMap<>();
    private final AtomicLong entries = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();

    /** Partitions of changelogs that are being read. */
    public int restoring() {
        return startedNanos.size();
    }

    /** Entries read so far. */
    public long entries() {
        return entries.get();
    }

    /** The longest that one partition took. */
    public Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long startingOffset, long endingOffset) {
        startedNanos.put(partition, System.nanoTime());
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long batchEndOffset, long restored) {
        entries.addAndGet(restored);
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long totalRestored) {
        Long started = startedNanos.remove(partition);
        if (started != null) {
            longestNanos.accumulateAndGet(System.nanoTime() - started, Math::max);
        }
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long totalRestored) {
        startedNanos.remove(partition);
    }
}
