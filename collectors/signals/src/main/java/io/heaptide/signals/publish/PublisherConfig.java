package io.heaptide.signals.publish;

import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How signals are published.
 *
 * @param bootstrapServers where Kafka is
 * @param collector name of the publisher, kept in each batch for diagnosis
 * @param samplePartitions how many partitions the samples topic really has
 * @param linger how long readings wait for others of their bucket: the price of a columnar batch is paid once a bucket
 * @param maxBatchBytes where a batch is split; half a mebibyte compresses well and is far below any broker's limit
 * @param maxBufferedReadings readings not yet acknowledged, beyond which submissions are refused: the bound on memory,
 *     at about 200 bytes a reading
 * @param deliveryTimeout when a record without acknowledgement counts as failed; shorter than what senders wait
 * @param closeTimeout how long {@code close} may take
 */
public record PublisherConfig(
        String bootstrapServers,
        String collector,
        int samplePartitions,
        Duration linger,
        int maxBatchBytes,
        long maxBufferedReadings,
        Duration deliveryTimeout,
        Duration closeTimeout) {

    private static final int MIB = 1 << 20;

    public PublisherConfig {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("publisher.bootstrapServers must not be blank");
        }
        if (samplePartitions < 1) {
            throw new IllegalArgumentException(
                    "publisher.samplePartitions must be at least 1, got " + samplePartitions);
        }
        if (linger.isNegative() || linger.compareTo(deliveryTimeout) >= 0) {
            throw new IllegalArgumentException(
                    "publisher.linger must be in [0, deliveryTimeout " + deliveryTimeout + "), got " + linger);
        }
        if (maxBatchBytes < 64 << 10 || maxBatchBytes > 4 * MIB) {
            throw new IllegalArgumentException(
                    "publisher.maxBatchBytes must be in [64 KiB, 4 MiB], got " + maxBatchBytes);
        }
        if (maxBufferedReadings < 1) {
            throw new IllegalArgumentException(
                    "publisher.maxBufferedReadings must be at least 1, got " + maxBufferedReadings);
        }
        if (deliveryTimeout.compareTo(Duration.ofMillis(500)) < 0) {
            throw new IllegalArgumentException(
                    "publisher.deliveryTimeout must be at least 500ms, got " + deliveryTimeout);
        }
        if (closeTimeout.isNegative()) {
            throw new IllegalArgumentException("publisher.closeTimeout must not be negative, got " + closeTimeout);
        }
    }

    /** The defaults for a broker and a collector. */
    public static PublisherConfig of(String bootstrapServers, String collector, int samplePartitions) {
        return new PublisherConfig(
                bootstrapServers,
                collector,
                samplePartitions,
                Duration.ofMillis(100),
                MIB / 2,
                500_000,
                Duration.ofSeconds(7),
                Duration.ofSeconds(3));
    }

    Map<String, Object> producerProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "heaptide-" + collector);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        // our own linger fills the batches; Kafka's only joins the records of one flush
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, Math.min(MIB / 4, maxBatchBytes));
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * MIB);
        properties.put(
                ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, ""); // nobody asks over JMX, and it costs a megabyte
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MEMORY_SAMPLES.maxMessageBytes());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(deliveryTimeout.toMillis()));
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(deliveryTimeout.toMillis() / 2));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryTimeout.toMillis() / 4);
        return properties;
    }
}
