package io.heaptide.importers.command;

import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.Topics;
import io.heaptide.signals.publish.PublisherConfig;
import io.heaptide.signals.publish.SamplePublisher;
import io.heaptide.signals.publish.SinkUnavailable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/** Publishes one summary and waits until all replicas have it. */
final class SummaryOutlet {

    /** Above the publisher's own time-out, which says more. */
    private static final long PATIENCE_SECONDS = 30;

    private SummaryOutlet() {}

    static void publish(AllocationSummary summary, String kafka) throws IOException {
        PublisherConfig config = PublisherConfig.of(kafka, "import", Topics.MEMORY_SAMPLES.partitions());
        try (SamplePublisher publisher = SamplePublisher.connect(config)) {
            publisher.summary(summary).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw unreachable(kafka, failed.getCause() instanceof SinkUnavailable sink ? sink : failed);
        } catch (TimeoutException | KafkaException failed) {
            throw unreachable(kafka, failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before Kafka acknowledged");
        }
    }

    private static IOException unreachable(String kafka, Exception failed) {
        return new IOException("not published to Kafka at " + kafka + ": " + failed.getMessage(), failed);
    }
}
