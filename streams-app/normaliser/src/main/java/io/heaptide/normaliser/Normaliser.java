package io.heaptide.normaliser;

import io.heaptide.signals.MappingPolicy;
import io.heaptide.signals.MetricMapper;
import io.heaptide.signals.publish.MetricIntake;
import io.heaptide.signals.publish.PublisherConfig;
import io.heaptide.signals.publish.SamplePublisher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raw OTLP metrics, as a Collector's Kafka exporter writes them, → readings by bucket, as the gateway publishes them.
 *
 * <p>At least once: an offset is committed only after everything made of the record is acknowledged. After a kill some
 * readings are published again; detection takes a repeated reading once, and in {@code memory_samples} it is the same row.
 */
public final class Normaliser implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Normaliser.class);
    private static final String NAME = "normaliser";
    private static final int CALL_MILLIS = 5_000;

    /** What is fetched at once: bounds what waits in memory beside what is published. */
    private static final int FETCH_BYTES = 8 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final NormaliserConfig config;
    private final InstantSource clock;
    private final Progress progress = new Progress();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<NormaliserLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<SamplePublisher> publishers = new ArrayList<>();

    /** @param clock for event times too far ahead to be believed */
    public Normaliser(NormaliserConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Begins in threads of its own; returns at once. Kafka being away is waited for. */
    public synchronized void start() {
        run(NAME, this::connectThenRead);
    }

    /** How it is doing now. */
    public synchronized NormaliserHealth health() {
        return progress.health(loops.stream().mapToLong(NormaliserLoop::lag).sum());
    }

    /** Stops within ten seconds. What was not committed is read again at the next start. */
    @Override
    public void close() {
        closing.countDown();
        List<Thread> running = stopAll();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : running) {
            join(thread, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
        }
        running.forEach(Thread::interrupt);
        closePublishers();
        progress.stopped();
    }

    private synchronized List<Thread> stopAll() {
        loops.forEach(NormaliserLoop::stop);
        return List.copyOf(threads);
    }

    private synchronized void closePublishers() {
        publishers.forEach(SamplePublisher::close);
        publishers.clear();
    }

    private void connectThenRead() {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                config.kafka(),
                AdminClientConfig.CLIENT_ID_CONFIG,
                "heaptide-normaliser-admin",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                CALL_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                CALL_MILLIS))) {
            read(samplePartitions(new RawTopic(config, admin)));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            progress.failed(bug.toString());
            LOG.error("the normaliser cannot start", bug);
        }
    }

    /** Tries until the topics are there; 0 if it is to stop. */
    private int samplePartitions(RawTopic topic) throws InterruptedException {
        for (int failures = 0; closing.getCount() > 0; failures++) {
            try {
                topic.ensure();
                return topic.samplePartitions();
            } catch (ExecutionException | KafkaException unreachable) {
                Duration pause = config.backoff(failures);
                if (progress.retrying(String.valueOf(unreachable.getMessage()))) {
                    LOG.warn("Kafka at {} is not ready: {}", config.kafka(), unreachable.getMessage());
                }
                if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return 0;
                }
            }
        }
        return 0;
    }

    private synchronized void read(int samplePartitions) {
        if (samplePartitions == 0 || closing.getCount() == 0) {
            return;
        }
        SamplePublisher publisher = SamplePublisher.connect(PublisherConfig.of(config.kafka(), NAME, samplePartitions));
        publishers.add(publisher);
        MetricIntake intake = new MetricIntake(new MetricMapper(MappingPolicy.defaults(), clock), publisher);
        RecordNormaliser normaliser = new RecordNormaliser(intake, publisher::letter, progress);
        for (int number = 0; number < config.threads(); number++) {
            NormaliserLoop loop = new NormaliserLoop(
                    config,
                    consumer(number),
                    normaliser,
                    () -> publisher.counters().heldReadings(),
                    progress);
            loops.add(loop);
            run(NAME + "-" + number, loop);
        }
    }

    private Consumer<byte[], byte[]> consumer(int number) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        config.kafka(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        config.group(),
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "heaptide-normaliser-" + number,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        FETCH_BYTES,
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private synchronized void run(String name, Runnable work) {
        Thread thread = new Thread(work, "heaptide-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private static void join(Thread thread, long millis) {
        try {
            thread.join(Math.max(1, millis));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
