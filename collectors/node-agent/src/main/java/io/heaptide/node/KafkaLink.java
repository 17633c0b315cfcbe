package io.heaptide.node;

import static java.util.Objects.requireNonNull;

import io.heaptide.schemas.Topic;
import io.heaptide.schemas.TopicCatalogue;
import io.heaptide.schemas.Topics;
import io.heaptide.signals.publish.PublisherConfig;
import io.heaptide.signals.publish.SamplePublisher;
import io.heaptide.signals.publish.SignalSink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The way to Kafka, with the topics it leads to.
 *
 * @param bootstrapServers where Kafka is
 * @param partitions how many partitions topics are created with
 * @param buffer readings that may be on their way at once
 */
record KafkaLink(String bootstrapServers, int partitions, long buffer) implements Outbox.Connector {

    private static final int CALL_MILLIS = 5000;

    /** A node has little to say at once: buffers of its producer need not be as large as a gateway's. */
    private static final int MOST_BATCH_BYTES = 64 << 10;

    private static final short BROKER_DEFAULT_REPLICATION = -1;
    private static final List<Topic<? extends SpecificRecordBase>> WRITTEN =
            List.of(Topics.MEMORY_SAMPLES, Topics.LIFECYCLE_EVENTS, Topics.DIAGNOSIS_REQUESTS);

    @Override
    public SignalSink connect() throws ExecutionException, InterruptedException {
        PublisherConfig defaults = PublisherConfig.of(bootstrapServers, "node-agent", ensureTopics());
        return SamplePublisher.connect(new PublisherConfig(
                bootstrapServers,
                defaults.collector(),
                defaults.samplePartitions(),
                defaults.linger(),
                MOST_BATCH_BYTES,
                buffer,
                defaults.deliveryTimeout(),
                Duration.ofSeconds(2)));
    }

    /** Makes the topics exist; returns how many partitions the samples topic really has. */
    private int ensureTopics() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "heaptide-node-agent-admin",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                CALL_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                CALL_MILLIS))) {
            new TopicCatalogue(admin)
                    .ensure(
                            WRITTEN.stream()
                                    .map(topic -> topic.withPartitions(partitions))
                                    .toList(),
                            BROKER_DEFAULT_REPLICATION);
            String samples = Topics.MEMORY_SAMPLES.name();
            return requireNonNull(admin.describeTopics(List.of(samples))
                            .topicNameValues()
                            .get(samples))
                    .get()
                    .partitions()
                    .size();
        }
    }
}
