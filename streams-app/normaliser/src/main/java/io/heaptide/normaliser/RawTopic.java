package io.heaptide.normaliser;

import static java.util.Objects.requireNonNull;

import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topic that Collectors write to. It is no part of the catalogue, whose topics hold Avro. */
final class RawTopic {

    /** Raw metrics are normalised at once; a day is what a weekend without the normaliser's owner may not exceed. */
    private static final Duration RETENTION = Duration.ofDays(1);

    private static final int MAX_MESSAGE_BYTES = 8 << 20;

    private final NormaliserConfig config;
    private final Admin admin;

    RawTopic(NormaliserConfig config, Admin admin) {
        this.config = config;
        this.admin = admin;
    }

    /** Makes it exist, if nobody did. */
    void ensure() throws ExecutionException, InterruptedException {
        NewTopic topic = new NewTopic(config.topic(), config.partitions(), config.replication())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG, Long.toString(RETENTION.toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_MESSAGE_BYTES),
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw failure;
            }
        }
    }

    /** How many partitions the topic of readings really has. */
    int samplePartitions() throws ExecutionException, InterruptedException {
        String samples = Topics.MEMORY_SAMPLES.name();
        KafkaFuture<TopicDescription> described = requireNonNull(
                admin.describeTopics(List.of(samples)).topicNameValues().get(samples));
        return described.get().partitions().size();
    }
}
