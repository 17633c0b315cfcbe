package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.local.LocalKafka;
import io.heaptide.signals.Reading;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaOutageIT {

    private final LocalKafka kafka = LocalKafka.temporary();
    private OtlpGateway gateway;

    @BeforeEach
    void startGateway() throws InterruptedException {
        gateway = OtlpGateway.start(Configs.forKafka(kafka.bootstrapServers()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        kafka.close();
    }

    @Test
    void senderIsAskedToComeBackWhileTheBrokerIsDeadAndThenSucceeds() {
        HttpSender sender = new HttpSender(gateway.httpPort());
        assertThat(sender.send("one", 1).status()).isEqualTo(200);

        kafka.kill();
        assertThat(sender.send("one", 2).status()).isEqualTo(503);

        kafka.restart();
        assertThat(untilAccepted(sender, 2)).isEqualTo(200);
        assertThat(bytes("one")).contains(1L, 2L);
    }

    @Test
    void healthTellsWhatWasNotPublishedWhileTheBrokerIsDead() throws Exception {
        HttpSender sender = new HttpSender(gateway.httpPort());
        assertThat(sender.send("two", 1).status()).isEqualTo(200);
        kafka.kill();
        assertThat(sender.send("two", 2, 3).status()).isEqualTo(503);

        HttpResponse<String> health = get("/health");

        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body())
                .contains("\"acknowledgedReadings\":1", "\"notPublishedReadings\":2", "\"healthy\":false");
        assertThat(get("/metrics").body())
                .containsPattern("heaptide_publish_readings_total\\{outcome=\"(timed_out|kafka_failed)\"} 2\\.0");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheBrokerDiesUnderLoad() {
        AtomicBoolean enough = new AtomicBoolean();
        List<CompletableFuture<AtLeastOnce>> senders = List.of(
                CompletableFuture.supplyAsync(() -> sendUntil(enough, "load-0")),
                CompletableFuture.supplyAsync(() -> sendUntil(enough, "load-1")));

        pause(Duration.ofSeconds(2));
        kafka.kill();
        pause(Duration.ofSeconds(4));
        kafka.restart();
        pause(Duration.ofSeconds(4));
        enough.set(true);

        for (CompletableFuture<AtLeastOnce> sender : senders) {
            AtLeastOnce promise = sender.join();
            assertThat(promise.retries).as("answers that asked to retry").isPositive();
            promise.isKeptBy(bytes(promise.instance));
        }
    }

    /** Watches one sender: whatever was answered with success must be in the topic, however often. */
    private static final class AtLeastOnce {

        private final String instance;
        private final List<Long> acknowledged = new ArrayList<>();
        private int retries;

        AtLeastOnce(String instance) {
            this.instance = instance;
        }

        void answered(long value, int status) {
            if (status == 200) {
                acknowledged.add(value);
            } else {
                assertThat(status).isEqualTo(503);
                retries++;
            }
        }

        void isKeptBy(List<Long> stored) {
            assertThat(acknowledged).hasSizeGreaterThan(10);
            assertThat(stored).containsAll(acknowledged);
        }
    }

    private AtLeastOnce sendUntil(AtomicBoolean enough, String instance) {
        HttpSender sender = new HttpSender(gateway.httpPort());
        AtLeastOnce promise = new AtLeastOnce(instance);
        for (long value = 1; !enough.get() && value < 100_000; value++) {
            promise.answered(value, sender.send(instance, (double) value).status());
        }
        return promise;
    }

    private static int untilAccepted(HttpSender sender, double value) {
        int status = 503;
        for (int attempt = 0; attempt < 15 && status == 503; attempt++) {
            status = sender.send("one", value).status();
        }
        return status;
    }

    private List<Long> bytes(String instance) {
        return new TopicReader(kafka.bootstrapServers())
                .readings(instance).stream().map(Reading::bytes).toList();
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
