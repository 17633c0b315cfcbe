package io.heaptide.topology;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * How the topology runs on Kafka Streams.
 *
 * @param applicationId consumer group, and prefix of internal topics; to change it is to start afresh
 * @param bootstrapServers {@code host:port,...}
 * @param stateDirectory for Kafka Streams' own bookkeeping; the state itself is on the heap and in changelogs
 * @param threads stream threads; more than {@code 2 * partitions} find nothing to do
 * @param commitInterval how often state is written through and results become visible; each changed instance is logged
 *     once in it
 * @param standbyReplicas copies of the state kept ready on other instances of the application
 * @param internalReplication replicas of changelogs and repartition topics; -1 takes the broker's default
 * @param exactlyOnce false trades a repeated result after a crash for a few percent of throughput
 */
public record StreamsSettings(
        String applicationId,
        String bootstrapServers,
        Path stateDirectory,
        int threads,
        Duration commitInterval,
        int standbyReplicas,
        int internalReplication,
        boolean exactlyOnce) {

    private static final Duration SLOWEST_COMMIT = Duration.ofSeconds(10);

    /** A killed process is noticed after this; brokers allow no less. */
    private static final Duration SESSION = Duration.ofSeconds(6);

    private static final int POLL_RECORDS = 200;
    private static final int MAX_REQUEST_BYTES = 8 << 20;
    private static final int FETCH_BYTES = 4 << 20;
    private static final int BATCH_BYTES = 256 << 10;
    private static final long BUFFER_BYTES = 64L << 20;

    public StreamsSettings {
        if (applicationId.isBlank()) {
            throw new IllegalArgumentException("streams.applicationId must not be blank");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("streams.threads must be at least 1, got " + threads);
        }
        if (commitInterval.isNegative() || commitInterval.isZero()) {
            throw new IllegalArgumentException("streams.commitInterval must be positive, got " + commitInterval);
        }
        if (standbyReplicas < 0) {
            throw new IllegalArgumentException("streams.standbyReplicas must not be negative, got " + standbyReplicas);
        }
        if (internalReplication == 0 || internalReplication < -1) {
            throw new IllegalArgumentException(
                    "streams.internalReplication must be -1 or at least 1, got " + internalReplication);
        }
    }

    /** Defaults for production: exactly once, a commit every 10 s, two threads, no standbys. */
    public static StreamsSettings of(String bootstrapServers, Path stateDirectory) {
        return new StreamsSettings(
                "heaptide", bootstrapServers, stateDirectory, 2, Duration.ofSeconds(10), 0, -1, true);
    }

    /** The same with another commit interval. */
    public StreamsSettings withCommitInterval(Duration interval) {
        return new StreamsSettings(
                applicationId,
                bootstrapServers,
                stateDirectory,
                threads,
                interval,
                standbyReplicas,
                internalReplication,
                exactlyOnce);
    }

    /** As Kafka Streams takes them. A new object each time; callers may add to it. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbyReplicas);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, internalReplication);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0); // our stores are their own cache
        addCommits(properties);
        addGroup(properties);
        addFailures(properties);
        addTransport(properties);
        return properties;
    }

    private void addCommits(Properties properties) {
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                exactlyOnce ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        // until the open transaction of a killed process times out, nobody reads past it
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                Math.toIntExact(commitInterval.plus(SLOWEST_COMMIT).toMillis()));
    }

    // what is malformed never gets here, a processor has dead-lettered it: what fails here is our bug
    private static void addFailures(Properties properties) {
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
    }

    private static void addGroup(Properties properties) {
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                Math.toIntExact(SESSION.toMillis()));
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                Math.toIntExact(SESSION.dividedBy(5).toMillis()));
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // a record is a whole batch of samples; few at a time keep partitions in step when a backlog is worked off
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), POLL_RECORDS);
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, POLL_RECORDS);
    }

    private static void addTransport(Properties properties) {
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // a commit writes a lot at once: in Kafka's default of 16 KiB most work, here and there, would go into requests
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), BUFFER_BYTES);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST_BYTES);
        properties.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), MAX_REQUEST_BYTES);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), FETCH_BYTES);
    }
}
