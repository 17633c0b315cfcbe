package io.heaptide.clickhouse;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one topic into one table: read, encode, write, then commit.
 *
 * <p>While a write fails the very same batch waits with its token, everything read after it waits too, and the
 * consumer keeps polling paused partitions so that its group does not give them away.
 */
final class TableSink<T extends SpecificRecordBase> implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(TableSink.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final TableMapping<T, ?> mapping;
    private final AvroCodec<T> codec;
    private final BatchPolicy policy;
    private final SinkPorts ports;
    private final Consumer<byte[], byte[]> consumer;
    private final Backoff backoff;
    private final FlowMonitor monitor = new FlowMonitor();
    private final Queue<ConsumerRecord<byte[], byte @Nullable []>> unread = new ArrayDeque<>();
    private RowBatch<T> batch;
    private volatile boolean stopping;

    TableSink(
            TableMapping<T, ?> mapping,
            BatchPolicy policy,
            SinkPorts ports,
            Consumer<byte[], byte[]> consumer,
            Backoff backoff) {
        this.mapping = mapping;
        this.codec = AvroCodec.of(mapping.topic());
        this.policy = policy;
        this.ports = ports;
        this.consumer = consumer;
        this.backoff = backoff;
        this.batch = new RowBatch<>(mapping, codec, policy);
    }

    /** What every table's sink shares. */
    record SinkPorts(RowWriter writer, LetterBox letterBox, InstantSource clock) {}

    /** Writes a batch's rows, all or none, and once however often it is called with the same token. */
    interface RowWriter {
        void insert(String table, List<String> columns, RowOutput rows, String token);
    }

    /** Keeps refused records. */
    interface LetterBox {
        void deliver(List<DeadLetter> letters);
    }

    String table() {
        return mapping.table();
    }

    TableHealth health() {
        return monitor.health();
    }

    /** Ends {@link #run} soon; may be called from any thread. */
    void stop() {
        stopping = true;
        consumer.wakeup();
    }

    @Override
    public void run() {
        try {
            begin();
            while (!stopping) {
                step();
            }
        } catch (WakeupException | InterruptException stop) {
            LOG.debug("{} was woken to stop", mapping.table());
        } catch (RuntimeException bug) {
            monitor.failed(bug.toString(), ports.clock().instant());
            LOG.error("the flow into {} has failed; nothing was committed that is not written", mapping.table(), bug);
        } finally {
            monitor.stopped();
            consumer.close(CloseOptions.timeout(LONGEST_CLOSE));
        }
    }

    void begin() {
        consumer.subscribe(List.of(mapping.topic().name()), new StartOver());
        monitor.running();
    }

    /** One round: poll, encode, and write if it is time. */
    void step() {
        Instant now = ports.clock().instant();
        holdBackIfBusy();
        consumer.poll(pollTime(now)).forEach(unread::add);
        monitor.lagging(lag());
        while (!unread.isEmpty() && !batch.isFull() && !backoff.isFailing()) {
            batch.add(unread.remove(), now);
        }
        if (isDue(ports.clock().instant())) {
            attempt();
        }
    }

    private long lag() {
        return consumer.assignment().stream()
                .map(consumer::currentLag)
                .flatMapToLong(OptionalLong::stream)
                .sum();
    }

    private void holdBackIfBusy() {
        if (backoff.isFailing() || !unread.isEmpty()) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
    }

    private boolean isDue(Instant now) {
        boolean ripe = batch.isFull() || !now.isBefore(batch.dueAt()) || backoff.isFailing();
        return ripe && !batch.isEmpty() && backoff.isElapsed(now);
    }

    private Duration pollTime(Instant now) {
        if (!unread.isEmpty() && !backoff.isFailing()) {
            return Duration.ZERO;
        }
        Instant next = backoff.isFailing() ? backoff.nextAt() : batch.dueAt();
        if (!next.isBefore(now.plus(LONGEST_POLL))) {
            return LONGEST_POLL;
        }
        return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
    }

    private void attempt() {
        try {
            write();
            consumer.commitSync(batch.nextOffsets());
            monitor.stored(batch);
            succeed();
        } catch (WakeupException | InterruptException stop) {
            throw stop;
        } catch (ClickHouseFailure | KafkaException e) {
            retryLater(e);
        }
    }

    private void write() {
        if (!mapping.equals(Tables.DEAD_LETTERS)) {
            ports.letterBox()
                    .deliver(batch.refusals().stream()
                            .map(RowBatch.Refusal::letter)
                            .toList());
        }
        if (batch.rows() > 0) {
            ports.writer().insert(mapping.table(), mapping.columnNames(), batch.output(), batch.token());
        }
    }

    private void succeed() {
        if (backoff.isFailing()) {
            LOG.info("{} takes rows again", mapping.table());
        }
        backoff.worked();
        monitor.running();
        batch = new RowBatch<>(mapping, codec, policy);
    }

    private void retryLater(RuntimeException failure) {
        Instant now = ports.clock().instant();
        Duration delay = backoff.failed(now);
        monitor.retrying(String.valueOf(failure.getMessage()), now);
        if (backoff.isFirstFailure()) {
            LOG.warn("{} takes no rows, will retry: {} [{}]", mapping.table(), failure.getMessage(), batch.describe());
        } else {
            LOG.debug("{} takes no rows, next try in {}: {}", mapping.table(), delay, failure.getMessage());
        }
    }

    /** Whatever was read and not committed is read again by whoever owns the partition next. */
    private final class StartOver implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            batch = new RowBatch<>(mapping, codec, policy);
            unread.clear();
            backoff.worked();
            monitor.running();
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.debug("{} reads {}", mapping.table(), partitions);
        }
    }
}
