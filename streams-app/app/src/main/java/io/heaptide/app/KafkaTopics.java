package io.heaptide.app;

import io.heaptide.schemas.TopicCatalogue;
import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the topics exist, waiting for Kafka with a growing, bounded back-off. */
record KafkaTopics(String bootstrapServers, int partitions, short replication) {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(15);
    private static final int REQUEST_MILLIS = 5000;

    /** Returns once every topic is there. Kafka being away is waited for; a wrong topic is not. */
    void ensure() throws InterruptedException {
        Duration delay = FIRST_DELAY;
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                REQUEST_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                REQUEST_MILLIS))) {
            while (!attempt(admin, delay)) {
                Thread.sleep(delay.toMillis());
                delay = longer(delay);
            }
        }
    }

    private boolean attempt(Admin admin, Duration delay) throws InterruptedException {
        try {
            new TopicCatalogue(admin).ensure(Topics.all(partitions), replication);
            return true;
        } catch (ExecutionException e) {
            LOG.warn("Kafka at {} is not ready, next try in {}: {}", bootstrapServers, delay, e.getMessage());
            return false;
        }
    }

    private static Duration longer(Duration delay) {
        Duration doubled = delay.multipliedBy(2);
        return doubled.compareTo(LONGEST_DELAY) < 0 ? doubled : LONGEST_DELAY;
    }
}
