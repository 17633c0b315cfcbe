package io.heaptide.importers.command;

import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.Topics;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import io.heaptide.signals.publish.PublisherConfig;
import io.heaptide.signals.publish.SamplePublisher;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;

/** Publishes to one Kafka, and waits until all replicas have what it was given. */
final class Publication {

    private static final String NAME = "import";

    /** Above the publisher's own time-out, which says more. */
    private static final long PATIENCE_SECONDS = 30;

    private static final String ADMIN_PATIENCE_MILLIS = "10000";

    /** Handed over at once, far below what a publisher holds. */
    private static final int READINGS_AT_ONCE = 50_000;

    private final String kafka;

    Publication(String kafka) {
        this.kafka = kafka;
    }

    void summary(AllocationSummary summary) throws IOException {
        // summaries have no buckets: how many partitions the samples have makes no difference
        try (SamplePublisher publisher = publisher(Topics.MEMORY_SAMPLES.partitions())) {
            await(publisher.summary(summary));
        } catch (KafkaException failed) {
            throw notPublished(failed);
        }
    }

    void readings(List<InstanceReadings> instances) throws IOException {
        try (SamplePublisher publisher = publisher(samplePartitions())) {
            for (InstanceReadings instance : instances) {
                List<Reading> readings = instance.readings();
                for (int from = 0; from < readings.size(); from += READINGS_AT_ONCE) {
                    int to = Math.min(readings.size(), from + READINGS_AT_ONCE);
                    await(publisher.samples(
                            List.of(new InstanceReadings(instance.instance(), readings.subList(from, to)))));
                }
            }
        } catch (KafkaException failed) {
            throw notPublished(failed);
        }
    }

    private SamplePublisher publisher(int samplePartitions) {
        return SamplePublisher.connect(PublisherConfig.of(kafka, NAME, samplePartitions));
    }

    private int samplePartitions() throws IOException {
        String samples = Topics.MEMORY_SAMPLES.name();
        Map<String, Object> properties = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ADMIN_PATIENCE_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ADMIN_PATIENCE_MILLIS);
        try (Admin admin = Admin.create(properties)) {
            Map<String, TopicDescription> topics =
                    await(admin.describeTopics(List.of(samples)).allTopicNames().toCompletionStage());
            return topics.values().iterator().next().partitions().size();
        }
    }

    private <T> T await(CompletionStage<T> acknowledged) throws IOException {
        try {
            return acknowledged.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw notPublished(failed.getCause() instanceof Exception cause ? cause : failed);
        } catch (TimeoutException late) {
            throw notPublished(late);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before Kafka acknowledged");
        }
    }

    private IOException notPublished(Exception failed) {
        return new IOException("not published to Kafka at " + kafka + ": " + failed.getMessage(), failed);
    }
}
