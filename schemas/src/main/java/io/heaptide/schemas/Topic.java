package io.heaptide.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * One topic of the catalogue.
 *
 * @param name full Kafka name
 * @param key what the record key says
 * @param type the Avro type of its values
 * @param partitions how many partitions it is created with
 * @param retention how long Kafka keeps it
 * @param maxMessageBytes the largest record batch it takes
 */
public record Topic<T extends SpecificRecordBase>(
        String name, Key key, Class<T> type, int partitions, Duration retention, int maxMessageBytes) {

    /** What the key of a topic's records says. */
    public enum Key {
        /** decimal bucket number; partition = bucket mod partitions */
        BUCKET,
        /** {@code namespace/name} of the service */
        SERVICE,
        /** none */
        NONE
    }

    public Topic {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions of " + name + " must be at least 1, got " + partitions);
        }
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("retention of " + name + " must be positive, got " + retention);
        }
    }

    /** The writer schema of this build. */
    public Schema schema() {
        return org.apache.avro.specific.SpecificData.get().getSchema(type);
    }

    /** The same topic with another partition count. */
    public Topic<T> withPartitions(int count) {
        return new Topic<>(name, key, type, count, retention, maxMessageBytes);
    }

    /** Topic configuration at creation. */
    public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("cleanup.policy", "delete");
        config.put("retention.ms", Long.toString(retention.toMillis()));
        config.put("max.message.bytes", Integer.toString(maxMessageBytes));
        // event time stands in the value; by it, Kafka would delete late data at once and refuse data ahead of time
        config.put("message.timestamp.type", "LogAppendTime");
        return config;
    }
}
