package io.heaptide.notifier;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends alerts to people: one thread and one consumer group a target, so a target that is down delays no other.
 *
 * <p>At least once to the target, once to people: what was taken is remembered with the committed offset, and every
 * attempt at one message carries the same {@code Idempotency-Key}. Only a kill between a target's acceptance and the
 * commit right after it repeats a message, with that same key.
 */
public final class Notifier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FLIGHT_TIME = Duration.ofSeconds(5);
    private static final Duration STOP_TIME = Duration.ofSeconds(3);

    private final NotifierConfig config;
    private final InstantSource clock;
    private final List<TargetLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<AutoCloseable> clients = new ArrayList<>();

    /** @param clock for the age of alerts, signatures and back-off */
    public Notifier(NotifierConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Starts delivering; returns at once. Without a target it says so and idles. */
    public synchronized void start() {
        if (!threads.isEmpty()) {
            throw new IllegalStateException("already started");
        }
        if (config.targets().isEmpty()) {
            LOG.info(
                    "no chat target: set {} or {} to be told of leaks",
                    Channel.WEBHOOK.urlKey(),
                    Channel.SLACK.urlKey());
            return;
        }
        Producer<byte[], byte[]> producer = KafkaClients.producer(config.kafka());
        clients.add(() -> producer.close(STOP_TIME));
        DeadLetters deadLetters = new DeadLetters(producer, BROKER_TIMEOUT);
        HttpSender sender = new HttpSender(config.requestTimeout(), clock);
        config.targets().forEach(target -> start(target, sender, deadLetters));
    }

    /** How delivery goes now. */
    public synchronized NotifierHealth health() {
        return new NotifierHealth(loops.stream().map(TargetLoop::health).toList());
    }

    /** Stops within 10 s. A message in flight is given half of that to be taken and committed. */
    @Override
    public synchronized void close() {
        loops.forEach(TargetLoop::stop);
        join(FLIGHT_TIME);
        threads.forEach(Thread::interrupt);
        join(STOP_TIME);
        clients.forEach(Notifier::close);
        clients.clear();
    }

    private void start(Target target, HttpSender sender, DeadLetters deadLetters) {
        AlertFeed feed = new AlertFeed(
                KafkaClients.consumer(config.kafka(), target, config.retry().maxAge()), BROKER_TIMEOUT);
        Courier courier = new Courier(target, config.retry(), sender, deadLetters, clock);
        TargetLoop loop = new TargetLoop(feed, courier, clock);
        Thread thread = new Thread(loop, "notifier-" + target.name());
        thread.setDaemon(true);
        loops.add(loop);
        threads.add(thread);
        LOG.info("telling {} at {} of {}", target.name(), target.url(), target.states());
        thread.start();
    }

    /** Waits for all threads together, not for each. */
    private void join(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (Thread thread : threads) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                thread.join(Math.max(1, left));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(AutoCloseable client) {
        try {
            client.close();
        } catch (Exception e) {
            LOG.warn("could not close a Kafka client: {}", e.getMessage());
        }
    }
}
