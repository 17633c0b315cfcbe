package io.heaptide.gateway;

import static java.util.Objects.requireNonNull;

import io.heaptide.schemas.Topic;
import io.heaptide.schemas.TopicCatalogue;
import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for Kafka at the start, and makes the topics exist that the gateway writes to. */
final class KafkaStart {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaStart.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LEAST_CALL_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
    private static final short BROKER_DEFAULT_REPLICATION = -1;

    private static final List<Topic<? extends SpecificRecordBase>> WRITTEN =
            List.of(Topics.MEMORY_SAMPLES, Topics.ALLOCATION_SUMMARIES, Topics.LIFECYCLE_EVENTS);

    private final GatewayConfig config;

    KafkaStart(GatewayConfig config) {
        this.config = config;
    }

    /**
     * Makes the topics exist.
     *
     * @return how many partitions the samples topic really has
     * @throws GatewayFailed if Kafka does not answer for as long as the configuration is patient, or a topic does not
     *     fit
     */
    int awaitTopics() throws InterruptedException {
        long deadline = System.nanoTime() + config.kafkaPatience().toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return ensureTopics();
            } catch (ExecutionException | KafkaException unreachable) {
                if (System.nanoTime() - deadline >= 0) {
                    throw new GatewayFailed(
                            "Kafka at " + config.kafka() + " did not answer within " + config.kafkaPatience() + ": "
                                    + rootMessage(unreachable) + "; start it, or set HEAPTIDE_KAFKA",
                            unreachable);
                }
                LOG.warn("waiting for Kafka at {}: {}", config.kafka(), rootMessage(unreachable));
            }
            Thread.sleep(pause.toMillis());
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
    }

    private int ensureTopics() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(adminProperties())) {
            new TopicCatalogue(admin)
                    .ensure(
                            WRITTEN.stream()
                                    .map(topic -> topic.withPartitions(config.topicPartitions()))
                                    .toList(),
                            BROKER_DEFAULT_REPLICATION);
            String samples = Topics.MEMORY_SAMPLES.name();
            var description = requireNonNull(
                    admin.describeTopics(List.of(samples)).topicNameValues().get(samples));
            return description.get().partitions().size();
        } catch (IllegalStateException wrongTopic) {
            throw new GatewayFailed(String.valueOf(wrongTopic.getMessage()), wrongTopic);
        }
    }

    private Map<String, Object> adminProperties() {
        int timeout = Math.toIntExact(callTimeout().toMillis());
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                config.kafka(),
                AdminClientConfig.CLIENT_ID_CONFIG,
                "heaptide-otlp-gateway-admin",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                timeout,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                timeout);
    }

    /** One call should not outlast the patience for all. */
    private Duration callTimeout() {
        Duration patience = config.kafkaPatience();
        if (patience.compareTo(CALL_TIMEOUT) > 0) {
            return CALL_TIMEOUT;
        }
        return patience.compareTo(LEAST_CALL_TIMEOUT) > 0 ? patience : LEAST_CALL_TIMEOUT;
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
