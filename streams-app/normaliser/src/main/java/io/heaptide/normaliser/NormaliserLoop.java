package io.heaptide.normaliser;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads raw metrics, hands them over, and commits what became durable. While Kafka does not take what was made of them
 * the very same records are read again, after a growing pause.
 */
final class NormaliserLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(NormaliserLoop.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(200);
    private static final Duration BUSY_POLL = Duration.ofMillis(10);
    private static final Duration LONGEST_PARTING = Duration.ofSeconds(3);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);
    private static final long ROOM_CHECK_MILLIS = 50;

    private final NormaliserConfig config;
    private final Consumer<byte[], byte[]> consumer;
    private final RecordNormaliser normaliser;
    private final LongSupplier heldReadings;
    private final Progress progress;
    private final InFlight inFlight = new InFlight();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile long lag;
    private int failures;

    /** @param heldReadings how many readings wait for Kafka's acknowledgement, of all threads */
    NormaliserLoop(
            NormaliserConfig config,
            Consumer<byte[], byte[]> consumer,
            RecordNormaliser normaliser,
            LongSupplier heldReadings,
            Progress progress) {
        this.config = config;
        this.consumer = consumer;
        this.normaliser = normaliser;
        this.heldReadings = heldReadings;
        this.progress = progress;
    }

    /** How many records Kafka has that were not read yet, as far as the consumer knows. */
    long lag() {
        return lag;
    }

    /** Ends {@link #run} soon; may be called from any thread. */
    void stop() {
        stopping.countDown();
    }

    @Override
    public void run() {
        try {
            begin();
            while (!isStopping()) {
                step();
            }
            part(consumer.assignment());
        } catch (InterruptException | InterruptedException stop) {
            LOG.debug("interrupted to stop; what was not committed is read again");
        } catch (RuntimeException bug) {
            progress.failed(bug.toString());
            LOG.error("the normaliser has failed; nothing was committed that is not published", bug);
        } finally {
            progress.stopped();
            consumer.close(CloseOptions.timeout(LONGEST_CLOSE));
        }
    }

    void begin() {
        consumer.subscribe(List.of(config.topic()), new Parting());
    }

    /** One round: read, hand over, commit. */
    void step() throws InterruptedException {
        try {
            inFlight.arrived(poll());
            lag = unread();
            while (!inFlight.isAllSent()) {
                awaitRoom();
                inFlight.send(normaliser::normalise);
            }
            inFlight.settle(0);
            commit();
            worked();
        } catch (ExecutionException unpublished) {
            inFlight.restart().forEach(this::seek);
            retryAfter(InFlight.reason(unpublished));
        } catch (InterruptException stop) {
            throw stop;
        } catch (KafkaException unreachable) {
            retryAfter(String.valueOf(unreachable.getMessage()));
        }
    }

    private Iterable<ConsumerRecord<byte[], byte @Nullable []>> poll() {
        // Kafka's own type does not say that a record may have no value
        @SuppressWarnings("unchecked") // the same records, with a value that may be absent
        Iterable<ConsumerRecord<byte[], byte @Nullable []>> records =
                (Iterable<ConsumerRecord<byte[], byte @Nullable []>>)
                        (Iterable<?>) consumer.poll(inFlight.isEmpty() ? IDLE_POLL : BUSY_POLL);
        return records;
    }

    private long unread() {
        return consumer.assignment().stream()
                .map(consumer::currentLag)
                .flatMapToLong(OptionalLong::stream)
                .sum();
    }

    private void awaitRoom() throws ExecutionException, InterruptedException {
        while (heldReadings.getAsLong() >= config.buffer() && !isStopping()) {
            inFlight.settle(ROOM_CHECK_MILLIS);
        }
    }

    private void commit() {
        if (!inFlight.committable().isEmpty()) {
            try {
                consumer.commitSync(inFlight.committable());
            } catch (CommitFailedException taken) {
                LOG.info("other members own what was to be committed, and read it again: {}", taken.getMessage());
            }
            inFlight.committed();
        }
    }

    private void worked() {
        if (failures > 0) {
            LOG.info("raw metrics flow again");
        }
        failures = 0;
        progress.running();
    }

    private void seek(TopicPartition partition, long offset) {
        if (consumer.assignment().contains(partition)) {
            consumer.seek(partition, offset);
        }
    }

    private void retryAfter(String problem) throws InterruptedException {
        Duration pause = config.backoff(failures++);
        if (progress.retrying(problem)) {
            LOG.warn("raw metrics wait, next try in {}: {}", pause, problem);
        }
        if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("stopping while raw metrics wait");
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Commits what is durable of these partitions within a short time; the rest is read again by who owns them next. */
    private void part(Collection<TopicPartition> partitions) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_PARTING.toNanos();
        try {
            while (!inFlight.isEmpty() && System.nanoTime() - deadline < 0) {
                inFlight.settle(ROOM_CHECK_MILLIS);
            }
            commit();
        } catch (ExecutionException | KafkaException unfinished) {
            LOG.info("some raw metrics will be read again: {}", unfinished.getMessage());
        }
        inFlight.forget(partitions);
    }

    private final class Parting implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            try {
                part(partitions);
            } catch (InterruptedException stop) {
                throw new InterruptException(stop); // sets the interrupt flag again
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            inFlight.forget(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            progress.running();
        }
    }
}
