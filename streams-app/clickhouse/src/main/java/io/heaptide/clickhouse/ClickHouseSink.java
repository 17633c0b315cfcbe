package io.heaptide.clickhouse;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Result topics → ClickHouse, with the same effect as if every record were written exactly once.
 *
 * <p>Starts whether or not ClickHouse is there: the migrations are retried until it is, and Kafka holds the records.
 */
public final class ClickHouseSink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClickHouseSink.class);
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);
    private static final int FETCH_BYTES = 8 << 20;
    private static final int METADATA_AGE_MILLIS = 30_000;

    private final SinkConfig config;
    private final InstantSource clock;
    private final SchemaMigrator migrator;
    private final FlowMonitor schema = new FlowMonitor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<AutoCloseable> resources = new ArrayList<>();
    private final List<TableSink<?>> sinks = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    public ClickHouseSink(SinkConfig config, InstantSource clock) {
        this(config, clock, SchemaMigrator.of(config.target(), config.schema(), clock));
    }

    ClickHouseSink(SinkConfig config, InstantSource clock, SchemaMigrator migrator) {
        this.config = config;
        this.clock = clock;
        this.migrator = migrator;
    }

    /** Begins to migrate, then to carry, in threads of its own; returns at once. */
    public synchronized void start() {
        run("heaptide-clickhouse-schema", this::migrateThenCarry);
    }

    /** How it is doing now. */
    public synchronized SinkHealth health() {
        TableHealth migrations = schema.health();
        return new SinkHealth(
                migrations.state(),
                migrations.problem(),
                sinks.stream().collect(Collectors.toMap(TableSink::table, TableSink::health)));
    }

    /** Stops within ten seconds. What was not committed is read again at the next start. */
    @Override
    public void close() {
        closing.countDown();
        Instant deadline = clock.instant().plus(PATIENCE);
        List<Thread> running = stopAll();
        running.forEach(thread -> join(thread, Duration.between(clock.instant(), deadline)));
        closeResources(); // breaks off an insert that still waits for its answer
        running.forEach(Thread::interrupt);
        running.forEach(thread -> join(thread, AFTER_INTERRUPT.dividedBy(running.size())));
    }

    private synchronized List<Thread> stopAll() {
        sinks.forEach(TableSink::stop);
        return List.copyOf(threads);
    }

    private void migrateThenCarry() {
        try {
            if (migrateUntilDone()) {
                schema.running();
                carry();
            }
        } catch (RuntimeException unhelpable) {
            schema.failed(String.valueOf(unhelpable.getMessage()), clock.instant());
            LOG.error("the ClickHouse sink cannot start", unhelpable);
        }
    }

    private boolean migrateUntilDone() {
        Backoff backoff = new Backoff(config.backoff(), new SplittableRandom());
        while (closing.getCount() > 0) {
            try {
                migrator.migrate();
                return true;
            } catch (ClickHouseFailure e) {
                Duration delay = backoff.failed(clock.instant());
                schema.retrying(String.valueOf(e.getMessage()), clock.instant());
                LOG.warn("ClickHouse is not ready, next try in {}: {}", delay, e.getMessage());
                pause(delay);
            }
        }
        return false;
    }

    private synchronized void carry() {
        if (closing.getCount() == 0) {
            return;
        }
        ClickHouseConnection connection = ClickHouseConnection.to(config.target());
        resources.add(connection);
        DeadLetters letters = DeadLetters.to(config.kafka());
        resources.add(letters);
        TableSink.SinkPorts ports = new TableSink.SinkPorts(connection::insert, letters::deliver, clock);
        for (TableMapping<? extends SpecificRecordBase, ?> mapping : Tables.all(config.samples())) {
            TableSink<?> sink = sink(mapping, ports);
            sinks.add(sink);
            run("heaptide-clickhouse-" + mapping.table(), sink);
        }
    }

    private <T extends SpecificRecordBase> TableSink<T> sink(TableMapping<T, ?> mapping, TableSink.SinkPorts ports) {
        Backoff backoff = new Backoff(config.backoff(), new SplittableRandom());
        return new TableSink<>(mapping, config.batch(), ports, consumer(mapping.table()), backoff);
    }

    private Consumer<byte[], byte[]> consumer(String table) {
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.group() + "-" + table.replace('_', '-'));
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "heaptide-clickhouse-" + table.replace('_', '-'));
        // Eager: a rebalance takes all partitions away, so that what was read and not written is read again
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MILLIS);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private synchronized void run(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private synchronized void closeResources() {
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) { // AutoCloseable's own signature; what cannot be closed is left to the process's end
                LOG.warn("could not close {}: {}", resource, e.getMessage());
            }
        }
        resources.clear();
    }

    private void pause(Duration delay) {
        try {
            boolean closed = closing.await(delay.toMillis(), TimeUnit.MILLISECONDS);
            LOG.trace("waited for ClickHouse, closing: {}", closed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread, Duration longest) {
        try {
            thread.join(Math.max(1, longest.toMillis()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
